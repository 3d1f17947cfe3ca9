import { isDisposition } from '../disposition/event-detail.ts';
import { sealedContent } from '../sealed/sealed-records.ts';
import { sealedLink, sealedRevision } from '../sealed/sealed-catalogue.ts';
import { openedRows, removeSealed, resealed } from '../sealed/sealed-rows.ts';
import { changedContent } from './content-texts.ts';
import type { Erasing } from './erasing.ts';

/**
 * Takes a person out of what is sealed, while it is unlocked: their own records with all revisions, texts and links go; what other
 * sealed texts say of them is sealed anew. Inside the transaction of the erasure; `reopenSealed` when it is done.
 */
export function rewriteSealed(erasing: Erasing): void {
  const { archive, gone } = erasing;
  const { current } = archive.sealed;
  if (!current) return;
  for (const { id, content } of [...openedRows(archive, current.key)]) {
    const left = leftOf(erasing, id, content);
    if (left === content) continue;
    const subject = { kind: 'sealed', id };
    if (left === null) {
      removeSealed(archive, id);
      erasing.tell(subject, {}, () => true);
    } else {
      const record = resealed(archive, current.key, id, left);
      erasing.tell(subject, { record }, (detail) => !isDisposition(detail));
    }
  }

  function leftOf({ change }: Erasing, row: string, content: unknown): unknown {
    const revision = sealedRevision.safeParse(content);
    if (revision.success) {
      const { record } = revision.data;
      if (gone.has(record.id)) return null;
      const said = (text: string, member: string): string => change('sealed-record', record.id, member, text);
      const after = changedContent(record.kind, record.content, said, gone);
      if (JSON.stringify(after) === JSON.stringify(record.content)) return content;
      return { ...revision.data, record: { ...record, content: after } };
    }
    const link = sealedLink.safeParse(content);
    if (link.success) {
      const { id, from, to, note } = link.data.link;
      if (gone.has(from) || gone.has(to)) return null;
      const after = note === null ? null : change('sealed-link', id, 'note', note);
      return after === note ? content : { ...link.data, link: { ...link.data.link, note: after } };
    }
    const text = sealedContent.parse(content);
    if (gone.has(text.item)) return null;
    const after = change('sealed-text', row, text.field, text.text);
    return after === text.text ? content : { ...text, text: after };
  }
}
