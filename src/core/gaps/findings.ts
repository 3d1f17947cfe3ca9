import { findingKinds, type FindingKind } from '../../shared/records/finding.ts';
import type { Archive } from '../archive/archive.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { hiddenItems } from '../disposition/states.ts';
import { recordIndex } from '../records/record-index.ts';
import { knowsRecords } from '../records/record-state.ts';
import { inTurns } from '../search-thread/search-thread.ts';
import { stateKey } from '../tables/held.ts';
import type { Found } from './found.ts';
import { linkedItems } from './linked-items.ts';
import { missingFrames } from './missing-frames.ts';
import { wordedItems, type Worded } from './not-translated.ts';
import { samePlaces } from './same-places.ts';

/** What was found, by kind; of the kinds that many items have alone but their rows. */
export interface Looked {
  readonly state: string;
  readonly asOf: string;
  readonly found: ReadonlyMap<FindingKind, readonly Found[]>;
  readonly withoutPlace: Uint32Array;
  readonly worded: readonly Worded[];
}

interface Held {
  looked: Looked | null;
  working: Promise<void> | null;
}

const held = new WeakMap<Archive['catalogue'], Held>();

/**
 * What was found when the archive was last looked through. Where something was written since, it is looked through anew, in steps of
 * milliseconds; `wait`: until that is done. A million items take some seconds.
 */
export async function lookedThrough(
  archive: Archive,
  wait: boolean,
): Promise<{ looked: Looked | null; isWorking: boolean }> {
  const one = held.get(archive.catalogue) ?? { looked: null, working: null };
  held.set(archive.catalogue, one);
  if (one.looked?.state !== stateKey(archive) && !one.working)
    one.working = lookThrough(archive)
      .then((looked) => void (one.looked = looked))
      .finally(() => (one.working = null));
  if (wait) await one.working;
  else one.working?.catch(() => undefined);
  return { looked: one.looked, isWorking: one.working !== null };
}

async function lookThrough(archive: Archive): Promise<Looked> {
  const state = stateKey(archive);
  const asOf = archive.clock().toISOString();
  if (!knowsRecords(archive))
    return { state, asOf, found: new Map(), withoutPlace: new Uint32Array(0), worded: [] };
  const index = await recordIndex(archive);
  const hidden = hiddenItems(archive);
  const last = valueStatement<[], number>(archive.catalogue, 'SELECT max(id) FROM item').get() ?? 0;
  const joined = statement<[number, number, number, number]>(
    archive.catalogue,
    `SELECT 1 FROM link WHERE is_removed = 0 AND from_table = 'record' AND to_table = 'record'
       AND ((from_id = ? AND to_id = ?) OR (from_id = ? AND to_id = ?))`,
  );
  const places = await inTurns(
    archive,
    samePlaces(index.all('place'), ({ id }, other) => joined.get(id, other.id, other.id, id) !== undefined),
  );
  const linked = await inTurns(
    archive,
    linkedItems(archive, (row) => index.byId(row), index.all('incident'), last, hidden),
  );
  const frames = await inTurns(archive, missingFrames(archive));
  const worded = await inTurns(archive, wordedItems(archive, hidden));
  const withoutPlace = await inTurns(archive, itemsWithoutPlace(archive, linked.placed, hidden));
  const found = new Map<FindingKind, Found[]>(findingKinds.map((kind) => [kind, []]));
  for (const one of [...places, ...linked.found, ...frames]) found.get(one.kind)?.push(one);
  return { state, asOf, found, withoutPlace, worded };
}

/** Neither joined to a place nor with a position. */
function* itemsWithoutPlace(
  { catalogue, derived }: Archive,
  placed: Uint8Array,
  hidden: ReadonlySet<number>,
): Generator<undefined, Uint32Array> {
  const rows: number[] = [];
  const items = statement<[number], { id: number }>(
    catalogue,
    'SELECT id FROM item WHERE id > ? AND position IS NULL ORDER BY id LIMIT 250',
  );
  const positioned =
    derived &&
    statement<[number]>(derived, 'SELECT 1 FROM item_facts WHERE item_id = ? AND latitude IS NOT NULL');
  for (let last = 0; ;) {
    const some = items.all(last);
    for (const { id } of some)
      if (placed[id] !== 1 && !hidden.has(id) && positioned?.get(id) === undefined) rows.push(id);
    const end = some.at(-1);
    if (!end) return Uint32Array.from(rows);
    last = end.id;
    yield undefined;
  }
}
