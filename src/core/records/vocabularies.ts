import { shippedVocabularies } from '../../shared/catalogue/vocabularies.ts';
import type { NamedTerm } from '../../shared/catalogue/named-in.ts';
import type { Term, Vocabulary } from '../../shared/catalogue/vocabularies.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { recordsOf } from './record-state.ts';

/** Every vocabulary: the terms that are shipped, then those that this archive added, the retired ones too. */
export function vocabulariesOf(archive: Pick<Archive, 'catalogue'>): readonly Vocabulary[] {
  const own = new Map<string, Term[]>();
  for (const { uid, content, isRemoved } of recordsOf(archive, 'term')) {
    if (isRemoved) continue;
    const { vocabulary, labels, isRetired } = content;
    const terms = own.get(vocabulary) ?? [];
    own.set(vocabulary, terms);
    terms.push({ id: uuidText(uid), labels, isOwn: true, ...(isRetired ? { isRetired } : {}) });
  }
  return shippedVocabularies.map((shipped) => ({
    ...shipped,
    terms: [...shipped.terms, ...(own.get(shipped.id) ?? [])],
  }));
}

/**
 * Refuses terms that no vocabulary has, and retired ones unless they stood there before. Throws `term-unknown`.
 */
export function requireTerms(
  archive: Pick<Archive, 'catalogue'>,
  named: readonly NamedTerm[],
  before: readonly NamedTerm[],
): void {
  const isKnown = (list: readonly NamedTerm[], [vocabulary, id]: NamedTerm): boolean =>
    list.some(([name, term]) => name === vocabulary && term === id);
  const fresh = named.filter((one) => !isKnown(before, one) && !isShipped(one));
  if (fresh.length === 0) return;
  const vocabularies = new Map(vocabulariesOf(archive).map((one) => [one.id, one]));
  for (const [vocabulary, id] of fresh) {
    const term = vocabularies.get(vocabulary)?.terms.find((one) => one.id === id);
    if (!term || term.isRetired === true) throw new AppError('term-unknown', { term: id, vocabulary });
  }
}

/** Own terms need not be read to know these: an id is never given twice. */
const shippedTerms = new Set(
  shippedVocabularies.flatMap(({ id, terms }) =>
    terms.flatMap((term) => (term.isRetired === true ? [] : [`${id} ${term.id}`])),
  ),
);

const isShipped = ([vocabulary, id]: NamedTerm): boolean => shippedTerms.has(`${vocabulary} ${id}`);
