import type { Written } from '../../shared/catalogue/claim.ts';
import { statement } from '../database/statements.ts';
import { describeItem } from '../catalogue/show.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { recordById } from '../records/record-state.ts';
import type { Exhibit, Picture } from './outline.ts';
import { joined, told, type Telling } from './telling.ts';

export type DrawExhibit = (file: string, signal: AbortSignal) => Promise<Picture | null>;

/** What a document says of an exhibit in its list: enough to tell it apart and to compare a copy with it. */
export async function tellExhibit(
  telling: Telling,
  { label, item }: { readonly label: string; readonly item: string },
  draw: DrawExhibit | null,
  signal: AbortSignal,
): Promise<Exhibit> {
  const { archive, audience, words } = telling;
  const shown = describeItem(archive, resolveItem(archive, item));
  const { number, title, captured, files, isGraphic } = shown;
  const [first] = files;
  const texts = textsOf(telling, item);
  return {
    label,
    id: item,
    number,
    title,
    facts: [
      [words.captured, captured === null ? null : (telling.date(captured) ?? captured)],
      [words.kind, first?.mediaType ?? null],
      [
        words.source,
        joined(
          audience.sourcesOf(item).map(({ title: name, connection }) => {
            const how = telling.term('source-connections', connection);
            if (!audience.namesProtected(name)) return joined([name, how], ', ');
            telling.leaveOut({ id: item, number, kind: 'item' }, 'names-protected', name);
            return how;
          }),
        ),
      ],
      // Each file of it: an item can be made of several pages.
      [
        words.files,
        joined(
          files.map(({ sha256 }) => sha256),
          '\n',
        ),
      ],
      ...(isGraphic ? ([['', words.graphic]] as const) : []),
    ].flatMap(([name, value]): (readonly [string, string])[] => (value == null ? [] : [[name ?? '', value]])),
    texts,
    picture: draw && first && !isGraphic ? await draw(first.id, signal) : null,
  };
}

/** Translations and summaries in the document's language, and who answers for them. */
function textsOf(telling: Telling, item: string): readonly string[] {
  const { archive, audience, words, request } = telling;
  const rows = statement<[string], { id: number }>(
    archive.catalogue,
    `SELECT DISTINCT record.id FROM record_reference JOIN record ON record.id = record_id
     WHERE to_uid = unhex(replace(?, '-', '')) AND kind = 'text' AND member = 'of' AND is_removed = 0 ORDER BY record.id`,
  ).all(item);
  return rows.flatMap(({ id }): string[] => {
    const text = told(recordById(archive, id, 'text'));
    const { content } = text;
    const kind = kindOf(content, words);
    if (kind === null || content.language?.split('-')[0] !== request.language) return [];
    if (!audience.isTold(content.confidentiality)) {
      telling.omit(text, 'confidentiality');
      return [];
    }
    const by = joined(
      [
        content.author ?? null,
        content.isByMachine ? words.byMachine : null,
        content.certifiedBy === undefined
          ? null
          : joined([`${words.certifiedBy} ${content.certifiedBy}`, telling.date(content.certifiedOn)], ', '),
      ],
      '; ',
    );
    const whole = `${kind}${by === null ? '' : ` (${by})`}: ${content.text}`;
    if (!audience.namesProtected(whole)) return [whole];
    telling.omit(text, 'names-protected');
    return [];
  });
}

function kindOf({ kind }: Written, words: Telling['words']): string | null {
  if (kind === 'translation') return words.translation;
  return kind === 'summary' ? words.summary : null;
}
