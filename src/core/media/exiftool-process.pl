# The metadata reader: a long-lived child that runs the Image::ExifTool library over bytes it asks its parent for.
# It is started with `perl -I <ExifTool library>` and never learns a path. See frames.ts for the frame format:
# two big-endian 32-bit lengths (header, body), a JSON header, a binary body.
#
# Uses nothing outside perl-base, so that a minimal Debian is enough.

use strict;
use warnings;

BEGIN {
    $Image::ExifTool::configFile = '';    # no ~/.ExifTool_config, whatever HOME says
    $SIG{__WARN__} = sub { };
    # Ctrl-C in a terminal reaches every process of the command: when to stop is the parent's to say.
    $SIG{INT} = $SIG{HUP} = 'IGNORE';
    # Optional modules differ between machines, and these two would want a file handle: behave alike everywhere.
    $INC{'Archive/Zip.pm'} = $INC{'IO/String.pm'} = undef;
}

use Image::ExifTool;
use Image::ExifTool::XMP;

# Loaded now, because confined it cannot open the system's libraries that these lean on. None of them is essential.
eval "require $_" for qw(Compress::Zlib Digest::MD5 Digest::SHA Encode POSIX Time::Local);

my $PAGE = 65_536;
my $LONGEST_READ = 16 * $PAGE;      # as READ_LIMIT in limits.ts
my $CACHE_PAGES = 256;              # 16 MiB
my $LONGEST_VALUE = 1_000_000;
my $LONGEST_RESULT = 6_000_000;
my $LONGEST_PREVIEW = 60_000_000;

# Values whose printed form carries meaning that the raw number does not (a lens by name, a zero-padded serial).
my %PRINTED = map { $_ => 1 } qw(Make Model Software LensID LensType LensModel Lens LensInfo SerialNumber
    BodySerialNumber CameraSerialNumber InternalSerialNumber);

binmode STDIN;
binmode STDOUT;

# --- frames -------------------------------------------------------------------------------------------------------

sub read_exactly {
    my ($length) = @_;
    my $buffer = '';
    while (length($buffer) < $length) {
        my $n = sysread(STDIN, $buffer, $length - length($buffer), length($buffer));
        exit 0 unless $n;               # the parent is gone
    }
    return $buffer;
}

sub receive {
    my ($header, $body) = unpack 'NN', read_exactly(8);
    return (read_exactly($header), read_exactly($body));
}

sub send_frame {
    my ($header, $body) = @_;
    my $frame = pack('NN', length $header, length $body) . $header . $body;
    my $sent = 0;
    while ($sent < length $frame) {
        my $n = syswrite(STDOUT, $frame, length($frame) - $sent, $sent);
        exit 0 unless $n;
        $sent += $n;
    }
}

# --- the file, seen through the parent ------------------------------------------------------------------------------

package Stele::RemoteFile;
our @ISA = ('File::RandomAccess');

# BUFF_PT and TESTED are what Image::ExifTool looks at for an image in memory; there is no file handle to find.
sub new {
    my ($class, $size) = @_;
    my $nothing = '';
    return bless { SIZE => $size, POS => 0, PAGES => {}, NEXT => -1, RUN => 1, BUFF_PT => \$nothing, LEN => 0, BASE => 0, TESTED => -1 }, $class;
}

sub page {
    my ($self, $index) = @_;
    my $pages = $$self{PAGES};
    return $$pages{$index} if defined $$pages{$index};
    %$pages = () if keys %$pages > $CACHE_PAGES;
    # Sequential reading earns ever longer requests; a jump starts small again.
    $$self{RUN} = $index == $$self{NEXT} ? ($$self{RUN} * 2 > 16 ? 16 : $$self{RUN} * 2) : 1;
    my $offset = $index * $PAGE;
    my $length = $$self{RUN} * $PAGE;
    $length = $$self{SIZE} - $offset if $offset + $length > $$self{SIZE};
    main::send_frame(sprintf('{"type":"read","offset":%.0f,"length":%d}', $offset, $length), '');
    my (undef, $bytes) = main::receive();
    my $last = $index + int(($length - 1) / $PAGE);
    $$pages{$_} = substr($bytes, ($_ - $index) * $PAGE, $PAGE) for grep { ($_ - $index) * $PAGE < length $bytes } $index .. $last;
    $$self{SIZE} = $offset + length $bytes if length $bytes < $length;    # the file is shorter than it said
    $$self{NEXT} = $last + 1;
    return defined $$pages{$index} ? $$pages{$index} : '';
}

sub Read {
    my ($self, undef, $length) = @_;
    $_[1] = '';
    my $left = $$self{SIZE} - $$self{POS};
    return 0 if $length <= 0 or $left <= 0;
    $length = $left if $length > $left;
    die "file-too-large-to-read\n" if $length > 400_000_000;
    while (length($_[1]) < $length) {
        my $index = int($$self{POS} / $PAGE);
        my $within = $$self{POS} - $index * $PAGE;
        my $piece = substr($self->page($index), $within, $length - length($_[1]));
        last if $piece eq '';
        $_[1] .= $piece;
        $$self{POS} += length $piece;
    }
    return length $_[1];
}

sub ReadLine {
    my ($self) = @_;
    my $line = '';
    my $end = $/;
    while ($$self{POS} < $$self{SIZE}) {
        my $index = int($$self{POS} / $PAGE);
        my $piece = substr($self->page($index), $$self{POS} - $index * $PAGE);
        last if $piece eq '';
        my $from = length($line) - (defined $end ? length($end) - 1 : 0);
        $line .= $piece;
        $$self{POS} += length $piece;
        my $found = defined $end ? index($line, $end, $from < 0 ? 0 : $from) : -1;
        if ($found >= 0) {
            my $surplus = length($line) - $found - length $end;
            $$self{POS} -= $surplus;
            substr($line, -$surplus) = '' if $surplus;
            last;
        }
        die "file-too-large-to-read\n" if length $line > 400_000_000;
    }
    $_[1] = $line;
    return length $line;
}

sub Seek {
    my ($self, $number, $whence) = @_;
    my $position = $number + (!$whence ? 0 : $whence == 1 ? $$self{POS} : $$self{SIZE});
    return undef if $position < 0;
    $$self{POS} = $position;
    return 1;
}

sub Tell { return $_[0]{POS} }
sub SeekTest { return 1 }
sub Slurp { }
sub Purge { return 1 }
sub BinMode { }
sub Close { %{ $_[0]{PAGES} } = () }

package main;

# --- JSON out -------------------------------------------------------------------------------------------------------

sub json_string {
    my ($text) = @_;
    Image::ExifTool::XMP::FixUTF8(\$text) if $text =~ /[\x80-\xff]/;
    $text =~ s/(["\\])/\\$1/g;
    $text =~ s/([\x00-\x1f\x7f])/sprintf('\\u%.4x', ord $1)/ge;
    return qq("$text");
}

# A number only where JavaScript prints it exactly as it stands here: "1.10" and "007" are text.
sub json_value {
    my ($value) = @_;
    return 'null' unless defined $value;
    if (ref $value eq 'SCALAR') {
        my $length = $$value =~ /^Binary data (\d+) bytes/ ? $1 : length $$value;
        return qq({"binary":$length});
    }
    if (ref $value eq 'ARRAY') {
        return '[' . join(',', map { ref $_ eq 'ARRAY' || ref $_ eq 'HASH' ? json_string(join ' ', ref $_ eq 'ARRAY' ? @$_ : %$_) : json_value($_) } @$value) . ']';
    }
    return json_string("$value") if ref $value;
    return $value if $value =~ /^-?(?:0|[1-9]\d{0,14})$/ and $value ne '-0';
    return $value if $value =~ /^-?(?:0|[1-9]\d{0,9})\.(\d{0,12}[1-9])$/ and abs($value) >= 0.001 and $value eq 0 + $value;
    return qq({"binary":) . length($value) . '}' if length $value > $LONGEST_VALUE;
    return json_string($value);
}

# --- tasks ----------------------------------------------------------------------------------------------------------

sub reader {
    my $et = Image::ExifTool->new;
    $et->Options(Duplicates => 1, PrintConv => 0, Charset => 'UTF8', Composite => 1, LargeFileSupport => 1, @_);
    return $et;
}

sub read_metadata {
    my ($size) = @_;
    my $et = reader();
    my $failure = eval { $et->ExtractInfo(Stele::RemoteFile->new($size)); 1 } ? '' : $@;
    my ($total, $cut, @tags) = (0, 0);
    for my $key ($et->GetFoundTags('File')) {
        my $tag = Image::ExifTool::GetTagName($key);
        next if $tag eq 'FileSize' or $tag eq 'ExifToolVersion';
        my $value = $et->GetValue($key, 'ValueConv');
        next unless defined $value;
        my ($family0, $family1) = ($et->GetGroup($key, 0), $et->GetGroup($key, 1));
        my $line = '[' . join(',', json_string($family0), json_string($family1), json_string($tag), $key eq $tag ? 1 : 0, json_value($value));
        if ($PRINTED{$tag} and not ref $value) {
            my $printed = $et->GetValue($key, 'PrintConv');
            $line .= ',' . json_string($printed) if defined $printed and not ref $printed and $printed ne $value;
        }
        $total += length $line;
        $cut = 1, last if $total > $LONGEST_RESULT;
        push @tags, "$line]";
    }
    my $end = sprintf '"truncated":%s,"failure":%s', $cut ? 'true' : 'false', json_string(substr $failure, 0, 300);
    send_frame(qq({"type":"metadata","tags":[) . join(',', @tags) . "],$end}", '');
}

# The largest JPEG that a RAW file carries for people to look at.
sub read_preview {
    my ($size) = @_;
    my $et = reader(Binary => 1, Composite => 1);
    my @names = qw(JpgFromRaw PreviewImage OtherImage JpgFromRaw2 PreviewJXL ThumbnailImage);
    my $info = eval { $et->ImageInfo(Stele::RemoteFile->new($size), \@names) } || {};
    my $best = '';
    for my $value (values %$info) {
        next unless ref $value eq 'SCALAR' and $$value =~ /^\xff\xd8\xff/;
        $best = $$value if length $$value > length $best and length $$value <= $LONGEST_PREVIEW;
    }
    send_frame('{"type":"preview"}', $best);
}

# --- confinement ----------------------------------------------------------------------------------------------------

# Linux only, best effort: limits, then Landlock, after which nothing can be opened but Perl's own libraries (ExifTool
# loads its modules as it needs them), nothing written, nothing executed, no TCP connection made.
sub confine {
    my ($architecture, $memory) = @_;
    my %numbers = (x64 => [157, 302], arm64 => [167, 261]);
    my $known = $numbers{$architecture} or return 'none';
    my ($prctl, $prlimit) = @$known;
    # address space, core, file size, processes
    syscall($prlimit, 0, $$_[0], pack('QQ', $$_[1], $$_[1]), 0) for [9, $memory], [4, 0], [1, 0], [6, 0];
    my $version = syscall(444, 0, 0, 1);
    return 'limits' if $version < 1 or syscall($prctl, 38, 1, 0, 0, 0) != 0;
    my $files = $version >= 5 ? 0xffff : $version >= 3 ? 0x7fff : $version >= 2 ? 0x3fff : 0x1fff;
    my $attribute = pack('Q', $files) . ($version >= 4 ? pack('Q', 3) : '') . ($version >= 6 ? pack('Q', 3) : '');
    my $ruleset = syscall(444, $attribute, length $attribute, 0);
    return 'limits' if $ruleset < 0;
    for my $directory (grep { !ref and -d } @INC) {
        sysopen(my $handle, $directory, 0x200000) or next;    # O_PATH
        syscall(445, $ruleset, 1, pack('Ql', 0xc, fileno $handle), 0);    # read files and folders beneath
    }
    return syscall(446, $ruleset, 0) == 0 ? 'landlock' : 'limits';
}

my ($system, $architecture, $memory) = map { /^(\w+)$/ ? $1 : '' } @ARGV;
my $confinement = $system eq 'linux' ? (eval { confine($architecture, 0 + $memory) } || 'none') : 'none';
send_frame(sprintf('{"type":"ready","reader":%s,"confinement":"%s"}', json_string("ExifTool $Image::ExifTool::VERSION"), $confinement), '');

while (1) {
    my ($header) = receive();
    my ($task) = $header =~ /"task":"([a-z]+)"/;
    my ($size) = $header =~ /"size":(\d+)/;
    exit 2 unless defined $task and defined $size;
    if ($task eq 'metadata') { read_metadata($size) }
    elsif ($task eq 'preview') { read_preview($size) }
    else { exit 2 }
}
