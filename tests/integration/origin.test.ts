import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createArchive } from '../../src/core/archive/create.ts';
import { stele } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { importResult } from '../helpers/whole.ts';

const zone = '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://example.org/a.jpg\r\n';

function newWorld(): { folder: string; card: string; archive: string } {
  const folder = temporaryFolder();
  const [card, archive] = [join(folder, 'card'), join(folder, 'archive')];
  mkdirSync(card);
  createArchive({ path: archive, name: 'Origin', operator: null, clock: () => new Date() });
  return { folder, card, archive };
}

interface Shown {
  readonly files: readonly { originalName: string; role: string; downloadedFrom: object | null }[];
}

function shownOf(archive: string, title: string): Shown {
  const { items } = stele(['list', archive, '--json']).json() as {
    items: { title: string; number: string }[];
  };
  const number = items.find((item) => item.title === title)?.number ?? '';
  return stele(['show', archive, number, '--json']).json() as unknown as Shown;
}

test('NAME:Zone.Identifier beside NAME is its sidecar, and says where NAME was downloaded from', () => {
  const { card, archive } = newWorld();
  writeFileSync(join(card, 'a.txt'), 'a');
  writeFileSync(join(card, 'a.txt:Zone.Identifier'), zone);
  writeFileSync(join(card, 'b.txt'), 'b');
  expect(importResult(stele(['import', archive, card, '--json']))).toMatchObject({ imported: 3, failed: 0 });
  expect(shownOf(archive, 'a.txt').files).toMatchObject([
    { originalName: 'a.txt', role: 'original', downloadedFrom: { zoneIdentifier: zone } },
    { originalName: 'a.txt:Zone.Identifier', role: 'sidecar', downloadedFrom: null },
  ]);
  expect(shownOf(archive, 'b.txt').files).toMatchObject([{ downloadedFrom: null }]);
  expect(stele(['verify', archive]).code).toBe(0);
});

test('it is read for a file that is asked for by its name, and never through a link', () => {
  const { folder, card, archive } = newWorld();
  writeFileSync(join(card, 'one.txt'), 'one');
  writeFileSync(join(card, 'one.txt:Zone.Identifier'), zone);
  writeFileSync(join(card, 'two.txt'), 'two');
  writeFileSync(join(folder, 'elsewhere'), zone);
  symlinkSync(join(folder, 'elsewhere'), join(card, 'two.txt:Zone.Identifier'));
  const ran = stele(['import', archive, join(card, 'one.txt'), join(card, 'two.txt'), '--json']);
  expect(importResult(ran)).toMatchObject({ imported: 2 });
  expect(shownOf(archive, 'one.txt').files).toMatchObject([{ downloadedFrom: { zoneIdentifier: zone } }]);
  expect(shownOf(archive, 'two.txt').files).toMatchObject([{ downloadedFrom: null }]);
  const again = newWorld();
  expect(importResult(stele(['import', again.archive, card, '--json']))).toMatchObject({
    imported: 3,
    skipped: 1,
  });
  expect(shownOf(again.archive, 'two.txt').files).toMatchObject([{ downloadedFrom: null }]);
});

/** getfattr as far as it is used here, with the output of the real one, for machines that do not have it. */
const standIn = `#!/usr/bin/env python3
import os, re, sys
assert sys.argv[1:11] == ['-R', '-P', '-h', '-d', '-e', 'hex', '-m', r'^user\\.xdg\\.(origin|referrer)\\.url$', '--absolute-names', '--'], sys.argv
out = sys.stdout.buffer
def one(path):
    try: names = [n for n in os.listxattr(path, follow_symlinks=False) if re.search(sys.argv[8], n)]
    except OSError: return
    if not names: return
    quoted = re.sub(rb'[\\\\\\n\\r]', lambda m: b'\\\\%03o' % m.group()[0], path)
    out.write(b'# file: ' + quoted + b'\\n')
    for n in names: out.write(n.encode() + b'=0x' + os.getxattr(path, n).hex().encode() + b'\\n')
    out.write(b'\\n')
for root in map(os.fsencode, sys.argv[11:]):
    one(root)
    for folder, folders, files in os.walk(root):
        for name in sorted(folders + files): one(os.path.join(folder, name))
`;

const mark = `import os, sys
for path in sys.stdin.buffer.read().split(b'\\0')[:-1]:
    os.setxattr(path, 'user.xdg.origin.url', 'https://example.org/ծ'.encode())
    os.setxattr(path, 'user.xdg.referrer.url', b'https://example.org/page')
    os.setxattr(path, 'user.other', b'not this')
`;

const installed = spawnSync('getfattr', ['--version']).status === 0;
test.for(installed ? ['the stand-in', 'what is installed'] : ['the stand-in'])(
  'download attributes of Linux are read by one call of getfattr (%s)',
  (which, { skip }) => {
    if (process.platform !== 'linux') return skip('such attributes are a matter of Linux');
    const { folder, card, archive } = newWorld();
    mkdirSync(join(card, 'sub'));
    const name = Buffer.concat([
      Buffer.from(`${card}/sub/od\\d\n`),
      Buffer.from([0xff]),
      Buffer.from('.txt'),
    ]);
    const marked = [Buffer.from(join(card, 'a.txt')), name];
    for (const [at, path] of marked.entries()) writeFileSync(path, `marked ${at}`);
    writeFileSync(join(card, 'plain.txt'), 'plain');
    const input = Buffer.concat(marked.flatMap((path) => [path, Buffer.from([0])]));
    if (spawnSync('python3', ['-c', mark], { input }).status !== 0)
      return skip('Python is missing, or the file system holds no such attributes');
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    if (which === 'the stand-in') {
      writeFileSync(join(programs, 'getfattr'), standIn);
      chmodSync(join(programs, 'getfattr'), 0o755);
    }
    const env = { PATH: `${programs}:${process.env.PATH ?? ''}` };
    const ran = stele(['import', archive, card, join(card, 'a.txt'), '--json'], { env });
    expect(importResult(ran), ran.stderr).toMatchObject({ imported: 3, failed: 0 });
    const downloadedFrom = {
      xdgOriginUrl: 'https://example.org/ծ',
      xdgReferrerUrl: 'https://example.org/page',
    };
    expect(shownOf(archive, 'a.txt').files).toMatchObject([{ downloadedFrom }]);
    expect(shownOf(archive, 'od\\d\n\ufffd.txt').files).toMatchObject([{ downloadedFrom }]);
    expect(shownOf(archive, 'plain.txt').files).toMatchObject([{ downloadedFrom: null }]);
    expect(stele(['verify', archive]).code).toBe(0);
  },
);
