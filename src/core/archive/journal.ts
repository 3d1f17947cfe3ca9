import type { JournalMode } from '../database/connection.ts';
import type { Volume } from './volume.ts';

/** File systems on which WAL's shared memory is known to work. Everything else (exFAT, FAT, FUSE, network, unknown) gets none. */
const withSharedMemory = new Set([
  'ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'zfs', 'f2fs', 'bcachefs', 'jfs', 'tmpfs', 'ramfs', 'overlay',
  'apfs', 'hfs', 'ntfs', 'ntfs3', 'refs',
]); // prettier-ignore

/** The journal that suits the file system, unless `forced` (the setting STELE_JOURNAL) says otherwise. */
export function journalFor(volume: Volume, forced?: JournalMode): JournalMode {
  if (forced) return forced;
  return volume.fileSystem !== null && withSharedMemory.has(volume.fileSystem) ? 'shared' : 'exclusive';
}
