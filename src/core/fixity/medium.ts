import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { canonicalize } from '../../verifier/custody/canonical.ts';
import type { Archive } from '../archive/archive.ts';
import type { Volume } from '../archive/volume.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import type { Database } from '../database/connection.ts';

/**
 * File systems whose unbuffered reads come from a block device. Elsewhere they may be answered by another program's memory
 * (FUSE), by a server's, or because there is nothing but memory (tmpfs).
 */
const onBlockDevices = new Set([
  'ext2', 'ext3', 'ext4', 'xfs', 'jfs', 'f2fs', 'btrfs',
  'exfat', 'vfat', 'msdos', 'fat', 'fat12', 'fat16', 'fat32', 'ntfs', 'ntfs3', 'refs',
]); // prettier-ignore

/** Whether a read that the system calls unbuffered proves something about the medium. */
export function tellsOfMedium({ fileSystem }: Volume): boolean {
  return fileSystem !== null && onBlockDevices.has(fileSystem);
}

/** Notes under which start and medium files are stored from now on, if they are others than before. */
export function noteMediumSession(archive: Archive): void {
  const token = mediumToken(archive);
  if (token === null) return;
  const db = archive.catalogue;
  const last = lastSession(db);
  if (last?.token === token) return;
  const highest = db.prepare<[], number | null>('SELECT max(id) FROM file').pluck().get() ?? 0;
  // Of what is there already nobody knows when it was written, where this is the first session that is noted.
  db.prepare('INSERT INTO medium_session (token, first_file, began_at) VALUES (?, ?, ?)').run(
    token,
    last ? highest + 1 : 1,
    archive.clock().toISOString(),
  );
}

/** The folder lies on another medium than before: nothing on it is confirmed, and nobody knows when it was written. */
export function forgetMedium(catalogue: Database): void {
  catalogue.exec(
    'UPDATE fixity SET confirmed_at = NULL, method = NULL, rewritten_in = NULL; DELETE FROM medium_session',
  );
}

interface MediumSession {
  readonly id: number;
  readonly token: string;
  readonly firstFile: number;
}

function lastSession(catalogue: Database): MediumSession | undefined {
  return catalogue
    .prepare<[], MediumSession>(
      'SELECT id, token, first_file AS firstFile FROM medium_session ORDER BY id DESC LIMIT 1',
    )
    .get();
}

/** Which session this is, and up to which file was stored before it: no memory of this system can hold what was written then. */
export function currentSession(archive: Archive): {
  readonly id: number | null;
  readonly storedBefore: number;
} {
  const token = mediumToken(archive);
  const last = lastSession(archive.catalogue);
  return token !== null && last?.token === token
    ? { id: last.id, storedBefore: last.firstFile - 1 }
    : { id: null, storedBefore: 0 };
}

function mediumToken({ uid, path }: Archive): string | null {
  const start = startId();
  if (start === null) return null;
  const text = canonicalize([uuidText(uid), start, attachment(path)]);
  return Buffer.from(sha256(text)).toString('hex');
}

/** An id that the system makes anew each time it starts, or null. */
function startId(): string | null {
  try {
    if (process.platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    if (process.platform === 'darwin')
      return execFileSync('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'utf8' }).trim();
  } catch {
    // Without it nothing is said to have been confirmed this way.
  }
  // Windows reads past its memory, and needs no second way.
  return null;
}

/** Linux counts every disk that is attached; where it does not tell, a new start of the machine alone counts. */
function attachment(path: string): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const { dev } = statSync(path, { bigint: true });
    const [major, minor] = [(dev >> 8n) & 0xfffn, (dev & 0xffn) | ((dev >> 12n) & 0xfff00n)];
    const device = realpathSync(`/sys/dev/block/${major}:${minor}`);
    for (const folder of [device, `${device}/..`]) {
      try {
        return readFileSync(`${folder}/diskseq`, 'utf8').trim();
      } catch {
        continue;
      }
    }
  } catch {
    return null;
  }
  return null;
}
