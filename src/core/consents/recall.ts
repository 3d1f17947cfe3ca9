import type { RecalledCopy } from '../../shared/records/consent.ts';
import { recallLetter, type LetterLanguage } from '../../shared/consents/recall-letter.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { itemRow } from '../disposition/items.ts';
import { packagesCarrying } from '../packages/carrying.ts';
import { vocabulariesOf } from '../records/vocabularies.ts';
import { itemsOfSource, requireSource } from './consents.ts';

/** Every package and report that carried something of a source, the oldest first. Throws `not-found`, `not-a-person`. */
export function copiesOfSource(archive: Archive, reference: string): readonly RecalledCopy[] {
  const source = requireSource(archive, reference);
  const items = itemsOfSource(archive, source).map((row) => itemRow(archive, row));
  const copies = new Map<string, RecalledCopy>();
  for (const { item, exhibit, ...copy } of packagesCarrying(archive, items)) {
    const { exhibits } = copies.get(copy.id) ?? { exhibits: [] };
    copies.set(copy.id, { ...copy, exhibits: [...exhibits, { item, exhibit }] });
  }
  return [...copies.values()];
}

/**
 * The letter that recalls what a source gave from whoever has a package or report. It names that and its exhibits, and not the source:
 * whoever has it need not learn from us who that is. Throws `not-found`, and as `copiesOfSource` does.
 */
export function letterFor(
  archive: Archive,
  reference: string,
  copyId: string,
  language: LetterLanguage,
): string {
  const found = copiesOfSource(archive, reference).find(({ id }) => id === copyId.toLowerCase());
  if (!found) throw new AppError('not-found', { kind: 'package', value: copyId });
  const labels = new Map(
    vocabulariesOf(archive)
      .filter(({ id }) => id === 'consent-purposes' || id === 'recipient-classes')
      .flatMap(({ terms }) => terms)
      .map(({ id, labels: said, alone }) => [id, alone?.[language] ?? said[language] ?? said.en ?? id]),
  );
  const label = (id: string | null): string | null => (id === null ? null : (labels.get(id) ?? id));
  return recallLetter(language, {
    kind: found.kind,
    id: found.id,
    sha256: found.sha256,
    handedOver: found.createdAt.slice(0, 10),
    today: archive.clock().toISOString().slice(0, 10),
    recipient: label(found.recipient),
    purpose: label(found.purpose),
    exhibits: found.exhibits.map(({ exhibit }) => exhibit),
  });
}
