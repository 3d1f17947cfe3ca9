import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ClockCamera, ClockPeriod } from '../../shared/records/clock-check.ts';
import type { ItemFilter } from '../../shared/records/item-row.ts';
import type { Archive } from '../archive/archive.ts';
import { orderedIds } from '../catalogue/snapshots.ts';
import { cameraName } from '../catalogue/sort-keys.ts';
import { sameCamera } from './checks.ts';
import { shotOf, type Shot } from './shots.ts';

const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };
const asAdded = { by: 'added', descending: false } as const;
const mostInTurn = 50;

/** Row ids of the items, not hidden, that a check may be about: of its camera, or of an accession that it is for. */
export async function candidates(
  archive: Archive,
  camera: ClockCamera,
  period: ClockPeriod | null,
  signal?: AbortSignal,
): Promise<number[]> {
  const filters: ItemFilter[] = [
    {
      ...everything,
      camera: cameraName(camera),
      ...(camera.serial === null ? {} : { serial: camera.serial }),
    },
    ...(period?.accessions ?? []).map((accession) => ({ ...everything, accession })),
  ];
  const found = new Set<number>();
  for (const filter of filters)
    for (const id of await orderedIds(archive, filter, asAdded, signal)) found.add(id);
  return [...found].sort((left, right) => left - right);
}

/** Goes through items with what their first files say, and lets other work on between. Throws `interrupted`. */
export async function* eachShot(
  archive: Archive,
  items: readonly number[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly id: number; readonly shot: Shot | null }> {
  for (const [at, id] of items.entries()) {
    if (at % mostInTurn === mostInTurn - 1) await setImmediate();
    if (signal?.aborted === true) throw new AppError('interrupted');
    yield { id, shot: shotOf(archive, id) };
  }
}

/** The accession of a picture, and those in which the same camera took pictures between the first and the last of that one. */
export async function accessionsRound(
  archive: Archive,
  camera: ClockCamera,
  own: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const spans = new Map<string, { first: string; last: string }>();
  for await (const { shot } of eachShot(archive, await candidates(archive, camera, null, signal), signal)) {
    if (shot?.reading == null || !shot.camera || !sameCamera(shot.camera, camera)) continue;
    const span = spans.get(shot.accession);
    if (!span) spans.set(shot.accession, { first: shot.reading, last: shot.reading });
    else if (shot.reading < span.first) span.first = shot.reading;
    else if (shot.reading > span.last) span.last = shot.reading;
  }
  const round = spans.get(own);
  const near = [...spans].filter(
    ([, { first, last }]) => round && first <= round.last && last >= round.first,
  );
  return [...new Set([own, ...near.map(([accession]) => accession)])].sort();
}
