import type { MediaAddresses } from '../../shared/records/media-address.ts';
import type { Archive, Clock } from '../archive/archive.ts';
import { openVaultFile } from '../catalogue/original.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { exportableItems, itemsIn } from '../disposition/states.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import type { ByteSource } from '../media/types.ts';
import type { Addressed, AddressBook } from './address-book.ts';

/** What an address leads to. The caller closes it. */
export interface MediaContent extends ByteSource {
  /** `image/…` of a picture that this program made; `application/octet-stream` of what came from outside. */
  readonly mediaType: 'image/webp' | 'image/jpeg' | 'application/octet-stream';
  /** What an original is to be saved as; null of a picture to be shown. */
  readonly saveAs: string | null;
  close(): void;
}

interface FileRow {
  readonly id: number;
  readonly uid: Uint8Array;
}

/**
 * The one place that decides which files have anything to be seen, for addresses and for what they lead to: of an item in
 * quarantine nothing, and an original only where it might be exported as well.
 */
function givenFiles(
  archive: Archive,
  kind: Addressed['kind'],
  by: 'files' | 'items',
): (uid: Uint8Array) => FileRow | undefined {
  const which = by === 'files' ? 'file.uid = ?' : 'item.uid = ? AND file.sequence = 1';
  const may = kind === 'original' ? exportableItems(archive) : `NOT ${itemsIn(archive, 'quarantined')}`;
  const select = statement<[Uint8Array], FileRow>(
    archive.catalogue,
    `SELECT file.id, file.uid FROM file JOIN item ON item.id = file.item_id WHERE ${which} AND ${may}`,
  );
  return (uid) => select.get(uid);
}

/** Addresses of files, or of the first files of items, in the order of `ids`. What is not there has none. */
export function addressesOf(
  archive: Archive,
  handle: string,
  book: AddressBook,
  asked: { readonly by: 'files' | 'items'; readonly ids: readonly string[] },
  clock: Clock,
): { validUntil: string; addresses: MediaAddresses[] } {
  const until = book.validUntil(clock());
  const [seen, given] = [
    givenFiles(archive, 'thumbnail', asked.by),
    givenFiles(archive, 'original', asked.by),
  ];
  const sizes = archive.derived?.prepare<[number], { width: number; height: number }>(
    "SELECT width, height FROM thumbnail WHERE file_id = ? AND media_type = 'image/webp'",
  );
  const addresses = asked.ids.map((id): MediaAddresses => {
    const uid = parseUuid(id);
    const row = uid ? seen(uid) : undefined;
    if (!uid || !row) return { id, file: null, thumbnail: null, original: null };
    const file = uuidText(row.uid);
    const size = sizes?.get(row.id);
    const address = (kind: Stored['kind']): string => book.sign({ archive: handle, kind, file }, until);
    return {
      id,
      file,
      thumbnail: size ? { address: address('thumbnail'), ...size } : null,
      original: given(uid) ? address('original') : null,
    };
  });
  return { validUntil: until.toISOString(), addresses };
}

/** Addresses of the thumbnails of files that a list shows. Whether they may be seen is looked at once more when they are. */
export function thumbnailAddresses(
  { derived }: Archive,
  handle: string,
  book: AddressBook,
  files: readonly (FileRow | null)[],
  clock: Clock,
): (string | null)[] {
  const until = book.validUntil(clock());
  const has =
    derived &&
    valueStatement<[number], number>(
      derived,
      "SELECT 1 FROM thumbnail WHERE file_id = ? AND media_type = 'image/webp'",
    );
  return files.map((file) =>
    file && has?.get(file.id) !== undefined
      ? book.sign({ archive: handle, kind: 'thumbnail', file: uuidText(file.uid) }, until)
      : null,
  );
}

/** Row id of a file of which there may be something to be seen, or null. */
export function fileToSee(archive: Archive, file: string): number | null {
  const uid = parseUuid(file);
  return (uid ? givenFiles(archive, 'view', 'files')(uid)?.id : undefined) ?? null;
}

type Stored = Exclude<Addressed, { kind: 'view' | 'map' }>;

/** What an address of something that is stored leads to, or null if it is not there (any more). */
export function openMedia(archive: Archive, { kind, file }: Stored): MediaContent | null {
  const uid = parseUuid(file);
  const row = uid ? givenFiles(archive, kind, 'files')(uid) : undefined;
  if (!row) return null;
  return kind === 'thumbnail' ? thumbnailContent(archive, row.id) : originalContent(archive, row.id);
}

function thumbnailContent(archive: Archive, fileId: number): MediaContent | null {
  const bytes =
    archive.derived &&
    valueStatement<[number], Uint8Array>(
      archive.derived,
      "SELECT bytes FROM thumbnail WHERE file_id = ? AND media_type = 'image/webp'",
    ).get(fileId);
  if (!bytes) return null;
  return {
    mediaType: 'image/webp',
    saveAs: null,
    size: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
    close: () => undefined,
  };
}

function originalContent(archive: Archive, fileId: number): MediaContent | null {
  const original = openVaultFile(archive, fileId);
  if (!original) return null;
  const path = archive.catalogue
    .prepare<[number], Uint8Array>(
      'SELECT entry.path FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id WHERE file.id = ?',
    )
    .pluck()
    .get(fileId);
  return {
    mediaType: 'application/octet-stream',
    saveAs: path ? readablePath(baseNameBytes(path)).text : 'original',
    size: original.size,
    read: (offset, length) => original.read(offset, length),
    close: () => original.close(),
  };
}
