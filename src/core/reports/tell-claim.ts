import { agreementOf } from '../../shared/catalogue/agreement.ts';
import type { Review } from '../../shared/catalogue/parts.ts';
import type { RecordKind } from '../../shared/catalogue/kinds.ts';
import { recordById, recordsOf } from '../records/record-state.ts';
import { statement } from '../database/statements.ts';
import type { Block, Sentence } from './outline.ts';
import { joined, labelled, stopped, told, type Telling, type Told } from './telling.ts';

/** Claims about a record: those that name it, and those that are linked with it. */
export function tellClaims(telling: Telling, about: string): readonly Block[] {
  const naming = statement<[string], { id: number }>(
    telling.archive.catalogue,
    `SELECT DISTINCT record.id FROM record_reference JOIN record ON record.id = record_id
     WHERE to_uid = unhex(replace(?, '-', '')) AND kind = 'claim' AND is_removed = 0 ORDER BY record.id`,
  ).all(about);
  const linked = telling
    .linkedWith(about, ['about'])
    .flatMap(({ kind, id }) => (kind === 'claim' ? (telling.find(id, 'claim') ?? []) : []));
  const all = [...naming.map(({ id }) => told(recordById(telling.archive, id, 'claim'))), ...linked];
  const once = [...new Map(all.map((claim) => [claim.uuid, claim])).values()];
  const blocks = once.flatMap((claim) => tellClaim(telling, claim));
  return blocks.length === 0 ? [] : [{ kind: 'heading', level: 3, text: telling.words.claims }, ...blocks];
}

/** Claims that were filed under a legal reference or a risk factor themselves. */
export function claimsFiled(
  telling: Telling,
  member: 'legal' | 'riskFactors',
  term: string,
): readonly Block[] {
  return recordsOf(telling.archive, 'claim')
    .filter(({ isRemoved, revision }) => revision > 0 && !isRemoved)
    .map((record) => told(record))
    .filter(({ content }) => content[member]?.includes(term) === true && (content.about ?? []).length === 0)
    .flatMap((claim) => tellClaim(telling, claim));
}

/** What is said, what supports it, whether it is agreed, and what contradicts it. */
export function tellClaim(telling: Telling, claim: Told<'claim'>): readonly Block[] {
  const { words, request, audience, exhibits } = telling;
  const { uuid, content } = claim;
  if (!audience.isTold(content.confidentiality)) {
    telling.omit(claim, 'confidentiality');
    return [];
  }
  const supporting = telling.itemsOf(uuid, ['supports']);
  const sentences = telling.sentences(claim, content.statement, supporting);
  if (sentences.length === 0) return [];
  const standing = joined([
    words.agreement[agreementOf(content.reviews)],
    labelled(words.certainty, telling.term('certainty', content.certainty)),
  ]);
  const rests = exhibits.cite(supporting);
  const by = rests.length > 0 ? rests : (sentences[0]?.exhibits ?? []);
  return [
    {
      kind: 'sentences',
      sentences: [
        ...sentences,
        { text: stopped(standing ?? '', request.language), exhibits: by },
        ...dissentOf(telling, claim, content.reviews, by),
        ...contradictionsOf(telling, uuid, by),
      ],
    },
  ];
}

/** What contradicts it; of what may not be shown to this recipient, or is no exhibit, that there is some. */
function contradictionsOf(telling: Telling, claim: string, by: readonly string[]): readonly Sentence[] {
  const { words, exhibits } = telling;
  const all = telling.linkedWith(claim, ['contradicts']).map(({ kind, id }) => telling.itemBehind(kind, id));
  const shown = exhibits.cite(all.filter((item) => item !== null));
  const isMore = all.some((item) => item === null || !exhibits.mayShow(item));
  return [
    ...(shown.length > 0 ? [{ text: words.contradicted, exhibits: shown }] : []),
    ...(isMore ? [{ text: words.contradictedBesides, exhibits: by }] : []),
  ];
}

/** What those say who do not agree, in their words. */
export function dissentOf(
  telling: Telling,
  record: Told<RecordKind>,
  reviews: readonly Review[] | undefined,
  exhibits: readonly string[],
): readonly Sentence[] {
  const { words, request, audience } = telling;
  return (reviews ?? []).flatMap(({ agrees, reviewer, note, on }): Sentence[] => {
    if (agrees !== false) return [];
    const who = joined([reviewer, telling.date(on)], ', ') ?? '';
    const text = stopped(
      `${words.dissent} (${who})${note === undefined ? '' : `: ${note}`}`,
      request.language,
    );
    if (!audience.namesProtected(text)) return [{ text, exhibits }];
    telling.omit(record, 'names-protected', text);
    return [{ text: stopped(words.dissent, request.language), exhibits }];
  });
}
