/** A place as a record of a gazetteer has it. */
export interface GazetteerPlace {
  /** As written, the one that is shown first. */
  readonly names: readonly string[];
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
  /** From 0, the greatest. */
  readonly rank: number;
  /** Metres. */
  readonly radius: number;
}

export type LineProblem = 'columns' | 'name' | 'position';

export interface GazetteerReader {
  /** Null of a line that holds no place and need not (a heading, an empty one, a remark). */
  read(line: string): GazetteerPlace | LineProblem | null;
  /** Whether a cell goes on in the next line. */
  isUnfinished(line: string): boolean;
}

/** Of a place; what is beyond is left out. A column of other names in GeoNames has 10,000 letters at most. */
const mostNames = 200;
const mostLetters = 10_000;
const longestName = 400;
/** Names of a record that are looked at for those: it may have nothing but bars. */
const mostGiven = 5000;

/**
 * How to read a gazetteer whose first lines these are: GeoNames' columns (tab-separated, nineteen of them, no heading), or a
 * heading that names columns `name`, `lat` and `lon` among others (comma, semicolon or tab). Null if it is neither.
 */
export function readerOf(first: readonly string[]): GazetteerReader | null {
  const [heading = ''] = first.filter((line) => line.trim() !== '');
  if (looksLikeGeoNames(heading) || first.some(looksLikeGeoNames))
    return { read: readGeoNames, isUnfinished: () => false };
  for (const separator of ['\t', ';', ',']) {
    const columns = cellsOf(heading, separator);
    const found = columns === null ? null : columnsOf(columns);
    if (found) return csvReader(heading, separator, found);
  }
  return null;
}

function looksLikeGeoNames(line: string): boolean {
  const cells = line.split('\t');
  return cells.length >= 15 && /^\d+$/.test(cells[0] ?? '') && isNumber(cells[4]) && isNumber(cells[5]);
}

/** download.geonames.org/export/dump/readme.txt, "The main 'geoname' table". */
function readGeoNames(line: string): GazetteerPlace | LineProblem | null {
  if (line.trim() === '' || line.startsWith('#')) return null;
  const cells = line.split('\t');
  if (cells.length < 15) return 'columns';
  const [, name = '', ascii = '', alternates = '', latitude, longitude, group = '', code = ''] = cells;
  const population = Math.max(0, Math.trunc(Number(cells[14]) || 0));
  return placeOf([name, ascii, ...alternates.split(',')], latitude, longitude, {
    population,
    ...standing(group, code, population),
  });
}

/** What a feature class and code (geonames.org/export/codes.html) say of how great a place is, and how far it may reach. */
function standing(
  group: string,
  code: string,
  population: number,
): { readonly rank: number; readonly radius: number } {
  if (code === 'PPLC') return { rank: 0, radius: Math.max(8000, reach(population)) };
  if (group === 'P') return { rank: rankOf(population), radius: reach(population) };
  if (group === 'A') {
    const radius = code.startsWith('PCL')
      ? 300_000
      : code.startsWith('ADM1')
        ? 60_000
        : code.startsWith('ADM2')
          ? 25_000
          : 10_000;
    return { rank: 6, radius };
  }
  // Mountains, waters, parks and areas are wide; what somebody built is not.
  return { rank: 6, radius: group === 'S' || group === 'R' ? 500 : 5000 };
}

const rankOf = (population: number): number => {
  const at = [1_000_000, 100_000, 20_000, 5_000, 500].findIndex((least) => population >= least);
  return at === -1 ? 5 : at;
};

/** Metres: what a settlement of so many people may cover. */
const reach = (population: number): number => Math.round(Math.max(1000, 12 * Math.sqrt(population)));

interface Columns {
  readonly names: readonly number[];
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
  readonly radius: number;
}

/** One name, several parted by bars, or one in a language (`name:hy`, `name_ru`). Altitudes and kinds of name are none. */
const ofNames =
  /^(?:names?|alt_?names?|alternate_?names?)(?:[:_][a-z]{2,3}(?:[-_](?:[a-z]{4}|[a-z]{2}|\d{3}))*)?$/;

function columnsOf(heading: readonly string[]): Columns | null {
  const keys = heading.map((cell) => cell.trim().toLowerCase());
  const at = (...names: string[]): number => keys.findIndex((key) => names.includes(key));
  const names = keys.flatMap((key, index) => (ofNames.test(key) ? [index] : [])).slice(0, mostNames);
  const [latitude, longitude] = [at('lat', 'latitude', 'y'), at('lon', 'lng', 'long', 'longitude', 'x')];
  if (names.length === 0 || latitude === -1 || longitude === -1) return null;
  return { names, latitude, longitude, population: at('population', 'pop'), radius: at('radius') };
}

function csvReader(heading: string, separator: string, columns: Columns): GazetteerReader {
  const read = (line: string): GazetteerPlace | LineProblem | null => {
    if (line === heading || line.trim() === '') return null;
    const cells = cellsOf(line, separator);
    if (!cells) return 'columns';
    const population = Math.max(0, Math.trunc(Number(cells[columns.population]) || 0));
    const radius = Number(withPoint(cells[columns.radius]));
    const names = columns.names
      .flatMap((index) => (cells[index] ?? '').split('|', mostGiven))
      .filter((name) => !/^[\d\s.,+-]*$/.test(name));
    return placeOf(names, withPoint(cells[columns.latitude]), withPoint(cells[columns.longitude]), {
      population,
      // Whoever made a list of places wants to see them.
      rank: population > 0 ? rankOf(population) : 3,
      radius: radius > 0 && radius <= 1_000_000 ? radius : reach(population),
    });
  };
  return { read, isUnfinished: (line) => line.includes('"') && cellsOf(line, separator) === null };
}

/** A decimal comma is one where it is within a cell. */
const withPoint = (cell: string | undefined): string | undefined => cell?.replace(/(?<=\d),(?=\d+\s*$)/, '.');

/** Cells of a record of RFC 4180 with any separator; null where a quote is not closed. */
function cellsOf(line: string, separator: string): string[] | null {
  const cells: string[] = [];
  let [cell, isQuoted] = ['', false];
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else cell += sign;
  }
  return isQuoted ? null : [...cells, cell];
}

function placeOf(
  given: readonly string[],
  latitude: string | undefined,
  longitude: string | undefined,
  rest: Pick<GazetteerPlace, 'population' | 'rank' | 'radius'>,
): GazetteerPlace | LineProblem {
  const names = [
    ...new Set(given.slice(0, mostGiven).map((name) => name.replace(/\s+/g, ' ').trim())),
  ].filter((name) => name !== '' && name.length <= longestName && !name.startsWith('http'));
  if (names.length === 0) return 'name';
  if (!isNumber(latitude) || !isNumber(longitude)) return 'position';
  const [lat, lon] = [Number(latitude), Number(longitude)];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return 'position';
  return { names: countedNames(names), latitude: lat, longitude: lon, ...rest };
}

/** The first of a place's names, as many as count. Of one that was read before there was a limit there may be more. */
export function countedNames(names: readonly string[]): readonly string[] {
  let letters = 0;
  const end = names.findIndex((name, index) => index >= mostNames || (letters += name.length) > mostLetters);
  return end === -1 ? names : names.slice(0, end);
}

const isNumber = (text: string | undefined): text is string =>
  text !== undefined && /^\s*[-+]?\d{1,3}(?:\.\d+)?\s*$/.test(text);
