import type { CameraCount } from '../../shared/records/item-row.ts';
import type { Archive } from '../archive/archive.ts';
import { hiddenItems } from '../disposition/states.ts';
import { knowsFacts, type Sources } from './item-facts.ts';
import { lateItems } from './narrow.ts';

/**
 * Cameras of the items that are not hidden, the most frequent first, each with its serial numbers. A generator, so that other
 * work goes on between its steps.
 */
export function* countCameras(archive: Archive): Generator<undefined, readonly CameraCount[]> {
  const late = yield* lateItems(archive);
  // What came late is looked up by itself, whatever derived.db says of it.
  const apart = new Set([...hiddenItems(archive), ...late.keys()]);
  const names = new Map<string, { items: number; readonly serials: Map<string, number> }>();
  const named = (name: string) => {
    const known = names.get(name) ?? { items: 0, serials: new Map<string, number>() };
    names.set(name, known);
    return known;
  };
  for (const { id, name, serial } of storedCameras(archive)) {
    const { serials } = named(name);
    if (serial !== '') serials.set(serial, itemsOf(archive, [id], apart));
    yield undefined;
  }
  for (const [name, known] of names) {
    const bodies = storedCameras(archive).filter((camera) => camera.name === name);
    known.items = itemsOf(
      archive,
      bodies.map(({ id }) => id),
      apart,
    );
    yield undefined;
  }
  const hidden = hiddenItems(archive);
  for (const [id, { cameras }] of late) {
    if (hidden.has(id)) continue;
    for (const name of new Set(cameras.map((camera) => camera.name))) named(name).items += 1;
    for (const { name, serial } of cameras) {
      const { serials } = named(name);
      if (serial !== '') serials.set(serial, (serials.get(serial) ?? 0) + 1);
    }
  }
  return [...names]
    .map(([name, { items, serials }]) => ({ name, items, serials: inOrder(serials) }))
    .filter(({ items }) => items > 0)
    .sort((one, other) => other.items - one.items || compare(one.name, other.name));
}

function inOrder(serials: ReadonlyMap<string, number>): CameraCount['serials'] {
  return [...serials]
    .map(([serial, items]) => ({ serial, items }))
    .filter(({ items }) => items > 0)
    .sort((one, other) => other.items - one.items || compare(one.serial, other.serial));
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

interface StoredCamera {
  readonly id: number;
  readonly name: string;
  readonly serial: string;
}

function storedCameras(sources: Sources): readonly StoredCamera[] {
  if (!knowsFacts(sources)) return [];
  const select = sources.derived?.prepare<[], StoredCamera>(
    'SELECT id, name, serial FROM camera ORDER BY id',
  );
  return select?.all() ?? [];
}

/** Items that have a file of any of these cameras, each once, without some. */
function itemsOf({ derived }: Sources, cameras: readonly number[], apart: ReadonlySet<number>): number {
  if (!derived) return 0;
  const [only] = cameras;
  const of = JSON.stringify(cameras);
  const all =
    cameras.length === 1 && only !== undefined
      ? derived
          .prepare<[number], number>('SELECT count(*) FROM item_camera WHERE camera_id = ?')
          .pluck()
          .get(only)
      : derived
          .prepare<[string], number>(
            `SELECT count(DISTINCT item_id) FROM item_camera
             WHERE camera_id IN (SELECT value FROM json_each(?))`,
          )
          .pluck()
          .get(of);
  const stands = derived.prepare<[number, string], number>(
    'SELECT 1 FROM item_camera WHERE item_id = ? AND camera_id IN (SELECT value FROM json_each(?)) LIMIT 1',
  );
  let less = 0;
  for (const id of apart) if (stands.get(id, of) !== undefined) less += 1;
  return (all ?? 0) - less;
}
