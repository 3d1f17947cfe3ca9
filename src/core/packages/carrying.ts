import type { CarriedIn } from '../../shared/contract/packages.ts';
import type { Archive } from '../archive/archive.ts';
import { copiesGivenOut } from '../disposition/copies.ts';
import { knowsDispositions } from '../disposition/states.ts';
import type { ItemRow } from '../disposition/items.ts';
import { parseUuid } from '../cryptography/random.ts';

/** The packages and reports that these items went out with, and who said that they have a package, as far as a receipt was taken here. */
export function packagesCarrying(archive: Archive, items: readonly ItemRow[]): readonly CarriedIn[] {
  const receipts = knowsDispositions(archive) ? receiptsOf(archive) : () => [];
  return copiesGivenOut(archive, items).map((copy) => ({
    ...copy,
    receipts: copy.kind === 'package' ? receipts(copy.id) : [],
  }));
}

function receiptsOf({ catalogue }: Archive) {
  const select = catalogue.prepare<[Uint8Array | null], CarriedIn['receipts'][number]>(
    `SELECT receipt.received_at AS receivedAt, receipt.public_key AS signingKey
     FROM receipt JOIN package ON package.id = receipt.package_id WHERE package.uid = ? ORDER BY receipt.id`,
  );
  return (uid: string): CarriedIn['receipts'] => select.all(parseUuid(uid));
}
