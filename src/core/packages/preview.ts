import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { PackagePreview } from '../../shared/contract/packages.ts';
import type { Archive } from '../archive/archive.ts';
import { knowsDescriptions } from '../catalogue/item-state.ts';
import { uuidText } from '../cryptography/random.ts';
import { consentTally } from '../consents/consent-tally.ts';
import { statement } from '../database/statements.ts';
import type { PackageGiving } from './types.ts';

interface Row {
  readonly uid: Uint8Array;
  readonly confidentiality: string;
  readonly isGraphic: number;
  readonly files: number;
  readonly bytes: number;
}

/** Items that a preview names: a person looks at them. */
const named = 24;
const inTurn = 500;

/** What a package of these items would hold. `leftOut`: how many were chosen that cannot be given out. Throws `interrupted`. */
export async function previewPackage(
  archive: Archive,
  items: Iterable<number>,
  leftOut: number,
  signal: AbortSignal,
  asked: { readonly giving: PackageGiving; readonly language: string } | null = null,
): Promise<PackagePreview> {
  const select = statement<[number], Row>(
    archive.catalogue,
    `SELECT uid, confidentiality, ${knowsDescriptions(archive) ? 'is_graphic' : '0'} AS isGraphic,
       (SELECT count(*) FROM file WHERE item_id = item.id) AS files,
       (SELECT coalesce(sum(size), 0) FROM file WHERE item_id = item.id) AS bytes FROM item WHERE id = ?`,
  );
  const tally = asked && consentTally(archive, asked);
  const counts = new Map<string, number>();
  const first: string[] = [];
  let [total, files, bytes, graphic] = [0, 0, 0, 0];
  for (const id of items) {
    if (signal.aborted) throw new AppError('interrupted');
    const row = select.get(id);
    if (!row) continue;
    total += 1;
    tally?.add(id);
    files += row.files;
    bytes += row.bytes;
    graphic += row.isGraphic;
    counts.set(row.confidentiality, (counts.get(row.confidentiality) ?? 0) + 1);
    if (first.length < named) first.push(uuidText(row.uid));
    if (total % inTurn === 0) await nextTurn();
  }
  const confidentiality = [...counts].map(([level, of]) => ({ level, items: of }));
  const consents = tally?.told() ?? null;
  return { items: total, files, bytes, graphic, confidentiality, leftOut, consents, first };
}
