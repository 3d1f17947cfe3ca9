import { newRecordSecret, recordDigest } from '../catalogue/record-digest.ts';
import { uuidText } from '../cryptography/random.ts';
import { linkMembers, type LinkRecord } from '../records/links.ts';
import type { Erasing } from './erasing.ts';

/** The note of a link that stays. */
export function rewriteLink(erasing: Erasing, row: number): void {
  const { catalogue } = erasing.archive;
  const end = (name: 'from' | 'to'): string =>
    `CASE ${name}_table WHEN 'item' THEN (SELECT uid FROM item WHERE item.id = ${name}_id)
       ELSE (SELECT uid FROM record WHERE record.id = ${name}_id) END AS ${name}Uid`;
  const link = catalogue
    .prepare<[number], LinkRecord>(
      `SELECT link.uid, type, ${end('from')}, ${end('to')}, certainty, note, link.created_at AS createdAt,
         identity.uid AS identityUid FROM link LEFT JOIN identity ON identity.id = link.identity_id WHERE link.id = ?`,
    )
    .get(row);
  // A link of the person goes as a whole.
  if (!link?.note) return;
  const id = uuidText(link.uid);
  const note = erasing.change('link', id, 'note', link.note);
  if (note === link.note) return;
  const secret = newRecordSecret();
  catalogue.prepare('UPDATE link SET note = ?, secret = ? WHERE id = ?').run(note, secret, row);
  const record = recordDigest(secret, linkMembers({ ...link, note }));
  erasing.tell({ kind: 'link', id }, { fields: ['note'], record });
}
