import type { Site } from '../drawing/scene.ts';
import { photographs } from '../photographs.ts';
import type { ViewName } from '../words.ts';

/** An item of the sample, with what it was drawn as. */
export interface TakenItem {
  readonly id: string;
  readonly number: string;
  readonly folder: string;
  readonly name: string;
  /** Place in the list of photographs; null: it is none of them. */
  readonly place: number | null;
}

/** Ids of the photographs of a site, in the order in which they were taken: all, or those of one view. */
export function picturesOf(
  taken: readonly TakenItem[],
  site: Site,
  isHarmed: boolean,
  view?: ViewName,
): readonly TakenItem[] {
  return taken.filter(({ place }) => {
    const photograph = place === null ? undefined : photographs[place];
    return (
      photograph?.site === site &&
      photograph.isHarmed === isHarmed &&
      (view === undefined || photograph.view === view)
    );
  });
}

/** The first of them. Throws where the sample has none. */
export function pictureOf(
  taken: readonly TakenItem[],
  site: Site,
  isHarmed: boolean,
  view: ViewName,
): TakenItem {
  const [first] = picturesOf(taken, site, isHarmed, view);
  if (!first) throw new Error(`the sample has no such picture: ${site}, ${view}`);
  return first;
}

export function paperOf(taken: readonly TakenItem[], name: string): TakenItem {
  const found = taken.find((one) => one.folder === 'papers' && one.name === name);
  if (!found) throw new Error(`the sample has no such paper: ${name}`);
  return found;
}
