import type { Area, ItemFilter } from '../../shared/records/item-row.ts';
import { columnsOf } from '../catalogue/columns.ts';
import type { Sources } from '../catalogue/item-facts.ts';
import { wantedItems } from '../catalogue/narrow.ts';
import { hiddenItems } from '../disposition/states.ts';

/** Where items are, by their row ids. NaN: nowhere. */
export interface Positions {
  readonly size: number;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
}

/** As the contract has it, but for the row id where it is one item. */
export interface FoundCluster {
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
  readonly item: number | null;
  readonly bounds: Area;
}

export interface FoundClusters {
  readonly clusters: FoundCluster[];
  readonly total: number;
  readonly without: number;
  readonly extent: Area | null;
}

/** Pixels of a cell: what lies in one is one cluster. */
const cellPixels = 64;
/** Cells looked at: more would be a picture of dots, and a long answer. */
const mostCells = 2000;
/** Items gone through before other work gets its turn. */
const itemsAtOnce = 50_000;
const mostLatitude = 85.0511287798066;

const mercatorX = (longitude: number): number => (longitude + 180) / 360;
function mercatorY(latitude: number): number {
  const sine = Math.sin((Math.max(-mostLatitude, Math.min(mostLatitude, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
const latitudeOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** A part of the grid of cells: `columns` may begin before the antimeridian and end after it. */
interface Grid {
  /** Cells from one end of the world to the other. */
  readonly across: number;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

function gridOf({ west, south, east, north }: Area, zoom: number): Grid {
  for (let level = Math.floor(zoom); ; level -= 1) {
    const across = Math.max(1, Math.round((512 * 2 ** level) / cellPixels));
    const at = (part: number): number => Math.floor(Math.min(part, 1 - 1e-12) * across);
    const left = at(mercatorX(west));
    const isRound = west <= -180 && east >= 180;
    const right = at(mercatorX(east)) + (east < west ? across : 0);
    const columns = isRound ? across : Math.min(across, right - left + 1);
    const [top, bottom] = [at(mercatorY(north)), at(mercatorY(south))];
    const rows = bottom - top + 1;
    if (columns * rows <= mostCells || level <= 0) return { across, left, top, columns, rows };
  }
}

/**
 * Items of which `isWanted`, gathered by the cells of a grid that hangs on the world's corner: the same at every view of a zoom. The
 * zoom is the whole one below; where the area has too many cells, a lower one.
 */
export function* clustersIn(
  positions: Positions,
  isWanted: (id: number) => boolean,
  area: Area,
  zoom: number,
): Generator<undefined, FoundClusters> {
  const { size, latitude, longitude } = positions;
  const grid = gridOf(area, zoom);
  const cells = grid.columns * grid.rows;
  const counts = new Uint32Array(cells);
  const first = new Uint32Array(cells);
  const [sumX, sumY] = [new Float64Array(cells), new Float64Array(cells)];
  const [west, east] = [new Float64Array(cells).fill(181), new Float64Array(cells).fill(-181)];
  const [south, north] = [new Float64Array(cells).fill(91), new Float64Array(cells).fill(-91)];
  let [total, without] = [0, 0];
  const all = { south: 91, north: -91 };
  // By whole degrees, because it may be the other way round the world that is short.
  const degrees = { west: new Float64Array(360).fill(181), east: new Float64Array(360).fill(-181) };
  for (let id = 0; id < size; id += 1) {
    if (id % itemsAtOnce === itemsAtOnce - 1) yield undefined;
    if (!isWanted(id)) continue;
    const [lat, lon] = [latitude[id] ?? NaN, longitude[id] ?? NaN];
    if (Number.isNaN(lat) || Number.isNaN(lon)) {
      without += 1;
      continue;
    }
    total += 1;
    const degree = Math.min(359, Math.floor(lon + 180));
    if (lon < (degrees.west[degree] ?? 0)) degrees.west[degree] = lon;
    if (lon > (degrees.east[degree] ?? 0)) degrees.east[degree] = lon;
    if (lat < all.south) all.south = lat;
    if (lat > all.north) all.north = lat;
    const x = Math.min(mercatorX(lon), 1 - 1e-12);
    const column = (((Math.floor(x * grid.across) - grid.left) % grid.across) + grid.across) % grid.across;
    if (column >= grid.columns) continue;
    const y = Math.min(mercatorY(lat), 1 - 1e-12);
    const row = Math.floor(y * grid.across) - grid.top;
    if (row < 0 || row >= grid.rows) continue;
    const cell = row * grid.columns + column;
    if (counts[cell] === 0) first[cell] = id;
    counts[cell] = (counts[cell] ?? 0) + 1;
    sumX[cell] = (sumX[cell] ?? 0) + x;
    sumY[cell] = (sumY[cell] ?? 0) + y;
    if (lon < (west[cell] ?? 0)) west[cell] = lon;
    if (lon > (east[cell] ?? 0)) east[cell] = lon;
    if (lat < (south[cell] ?? 0)) south[cell] = lat;
    if (lat > (north[cell] ?? 0)) north[cell] = lat;
  }
  const clusters: FoundCluster[] = [];
  for (let cell = 0; cell < cells; cell += 1) {
    const count = counts[cell] ?? 0;
    if (count === 0) continue;
    const bounds = {
      ...{ west: west[cell] ?? 0, south: south[cell] ?? 0 },
      ...{ east: east[cell] ?? 0, north: north[cell] ?? 0 },
    };
    clusters.push({
      ...{ count, bounds },
      item: count === 1 ? (first[cell] ?? null) : null,
      ...middleOf(bounds, (sumX[cell] ?? 0) / count, (sumY[cell] ?? 0) / count),
    });
  }
  return { clusters, total, without, extent: total === 0 ? null : { ...all, ...occupied(degrees) } };
}

/** The shortest way round the world that has everything, of the westernmost and easternmost of every whole degree. */
function occupied({ west, east }: Readonly<Record<'west' | 'east', Float64Array>>): {
  readonly west: number;
  readonly east: number;
} {
  let [widest, after] = [-1, 0];
  for (let at = 0, empty = 0; at < 720; at += 1) {
    empty = (east[at % 360] ?? -181) >= -180 ? 0 : Math.min(359, empty + 1);
    if (empty > widest) [widest, after] = [empty, (at + 1) % 360];
  }
  if (widest === 0) return { west: -180, east: 180 };
  const last = (after - widest - 1 + 720) % 360;
  return { west: west[after] ?? -180, east: east[last] ?? 180 };
}

/** What lies in one place is there; of the rest the middle of all. */
function middleOf(
  { west, south, east, north }: Area,
  x: number,
  y: number,
): { readonly latitude: number; readonly longitude: number } {
  if (west === east && south === north) return { latitude: south, longitude: west };
  return { latitude: latitudeOf(y), longitude: x * 360 - 180 };
}

/** Of the items that a filter leaves, hidden ones left out. Throws AppError `search-not-understood`. */
export function* clustersOf(
  sources: Sources,
  filter: ItemFilter,
  area: Area,
  zoom: number,
): Generator<undefined, FoundClusters> {
  const columns = yield* columnsOf(sources);
  const marks = yield* wantedItems(sources, filter);
  const hidden = filter.state === null ? hiddenItems(sources) : new Set<number>();
  const { taken } = columns;
  // Of an id without a place among the facts there is no item.
  const isWanted = (id: number): boolean =>
    taken[id] !== 0 && (marks === null || marks.has(id)) && !hidden.has(id);
  return yield* clustersIn(columns, isWanted, area, zoom);
}
