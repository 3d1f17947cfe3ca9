import { kindNames } from '../../shared/catalogue/kinds.ts';
import type { SubjectName } from '../../shared/records/item.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid } from '../cryptography/random.ts';
import { knowsDispositions } from '../disposition/states.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';

interface Row {
  readonly number: string | null;
  readonly title: string | null;
  readonly path: Uint8Array | null;
}

/** Number and name by kind of subject; what the catalogue does not number has neither. */
const lookUps: Readonly<Record<string, string | undefined>> = {
  file: `SELECT item.number, NULL AS title, entry.path FROM file JOIN item ON item.id = file.item_id
    JOIN accession_entry AS entry ON entry.id = file.entry_id WHERE file.uid = ?`,
  item: `SELECT item.number, item.title, entry.path FROM item
    LEFT JOIN file ON file.item_id = item.id AND file.sequence = 1
    LEFT JOIN accession_entry AS entry ON entry.id = file.entry_id WHERE item.uid = ?`,
  accession: 'SELECT number, NULL AS title, NULL AS path FROM accession WHERE uid = ?',
  'clock-check': `SELECT item.number, NULL AS title, NULL AS path FROM clock_check
    JOIN item ON item.id = item_id WHERE clock_check.uid = ?`,
  ...Object.fromEntries(
    kindNames.map((kind) => [kind, 'SELECT number, NULL AS title, NULL AS path FROM record WHERE uid = ?']),
  ),
  identity: 'SELECT NULL AS number, name AS title, NULL AS path FROM identity WHERE uid = ?',
};

/** What the subject of an event goes by in this catalogue; the log holds only kinds and ids. Null for no subject. */
export function nameSubject(archive: Archive, subject: unknown): SubjectName | null {
  if (typeof subject !== 'object' || subject === null || !('kind' in subject) || !('id' in subject))
    return null;
  const { kind, id } = subject;
  if (typeof kind !== 'string' || typeof id !== 'string') return null;
  const sql = lookUps[kind];
  const uid = parseUuid(id);
  const row = sql && uid ? archive.catalogue.prepare<[Uint8Array], Row>(sql).get(uid) : undefined;
  // Numbers may be read by everybody; what hidden items are called may not.
  if (row && uid && isHidden(archive, kind, uid)) return { kind, id, number: row.number, name: null };
  if (!row) return { kind, id, number: null, name: null };
  return { kind, id, number: row.number, name: nameIn(row) };
}

/** A person's name that was erased is none. */
function nameIn({ title, path }: Row): SubjectName['name'] {
  if (title === null) return nameOf(path);
  return title === '' ? null : { text: title };
}

function isHidden(archive: Archive, kind: string, uid: Uint8Array): boolean {
  if ((kind !== 'item' && kind !== 'file') || !knowsDispositions(archive)) return false;
  const item =
    kind === 'item' ? 'SELECT id FROM item WHERE uid = ?' : 'SELECT item_id FROM file WHERE uid = ?';
  const hidden = archive.catalogue.prepare<[Uint8Array]>(
    `SELECT 1 FROM item_state WHERE item_id = (${item})`,
  );
  return hidden.get(uid) !== undefined;
}

function nameOf(path: Uint8Array | null): SubjectName['name'] {
  if (!path) return null;
  const { text, bytes } = readablePath(baseNameBytes(path));
  return { text, ...(bytes === null ? {} : { bytes }) };
}
