import type { RecalledPackage } from '../../shared/records/consent.ts';
import { recallLetter, type LetterLanguage } from '../../shared/consents/recall-letter.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { itemRow } from '../disposition/items.ts';
import { packagesCarrying } from '../packages/carrying.ts';
import { parseUuid } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { vocabulariesOf } from '../records/vocabularies.ts';
import { itemsOfSource, requireSource } from './consents.ts';

/** Every package that carried something of a source, the oldest first. Throws `not-found`, `not-a-person`. */
export function packagesOfSource(archive: Archive, reference: string): readonly RecalledPackage[] {
  const source = requireSource(archive, reference);
  const items = itemsOfSource(archive, source).map((row) => itemRow(archive, row));
  const packages = new Map<string, RecalledPackage>();
  const givingOf = statement<[Uint8Array | null], { purpose: string | null; recipient: string | null }>(
    archive.catalogue,
    'SELECT purpose, recipient FROM package WHERE uid = ?',
  );
  for (const { package: id, item, exhibit, createdAt, tagmanifestSha256, receipts } of packagesCarrying(
    archive,
    items,
  )) {
    const giving = givingOf.get(parseUuid(id)) ?? { purpose: null, recipient: null };
    const known = packages.get(id) ?? {
      package: id,
      createdAt,
      tagmanifestSha256,
      ...giving,
      exhibits: [],
      receipts,
    };
    packages.set(id, { ...known, exhibits: [...known.exhibits, { item, exhibit }] });
  }
  return [...packages.values()].sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

/**
 * The letter that recalls what a source gave from whoever has a package. It names the package and its exhibits, and not the source:
 * whoever has it need not learn from us who that is. Throws `package-not-found`, and as `packagesOfSource` does.
 */
export function letterFor(
  archive: Archive,
  reference: string,
  packageId: string,
  language: LetterLanguage,
): string {
  const found = packagesOfSource(archive, reference).find((one) => one.package === packageId.toLowerCase());
  if (!found) throw new AppError('not-found', { kind: 'package', value: packageId });
  const labels = new Map(
    vocabulariesOf(archive)
      .filter(({ id }) => id === 'consent-purposes' || id === 'recipient-classes')
      .flatMap(({ terms }) => terms)
      .map(({ id, labels: said, alone }) => [id, alone?.[language] ?? said[language] ?? said.en ?? id]),
  );
  const label = (id: string | null): string | null => (id === null ? null : (labels.get(id) ?? id));
  return recallLetter(language, {
    package: found.package,
    tagmanifestSha256: found.tagmanifestSha256,
    handedOver: found.createdAt.slice(0, 10),
    today: archive.clock().toISOString().slice(0, 10),
    recipient: label(found.recipient),
    purpose: label(found.purpose),
    exhibits: found.exhibits.map(({ exhibit }) => exhibit),
  });
}
