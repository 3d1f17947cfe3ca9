import reasons from '../../../../resources/vocabularies/disposition-reasons.json' with { type: 'json' };
import { shippedVocabularies } from '../../../shared/catalogue/vocabularies.ts';
import type { Row } from './draft-terms.ts';

/** The value lists as they are shipped, so that a term that is added to one is named in About too. */
export const draftLists: readonly { readonly id: string; readonly rows: readonly Row[] }[] = [
  ...shippedVocabularies,
  reasons,
]
  .filter(({ drafts }) => drafts.length > 0)
  .map(({ id, terms }) => ({
    id,
    rows: terms
      .flatMap((term) => ('inverse' in term ? [term.labels, term.inverse] : [term.labels]))
      .map(({ en = '', hy = '', ru = '' }) => [en, hy, ru]),
  }));
