import { convert } from 'geo-coordinates-parser';
import openLocationCode from 'open-location-code';
import proj4 from 'proj4';

/** A position as somebody typed or pasted it: WGS 84, degrees. */
export interface ReadPosition {
  readonly latitude: number;
  readonly longitude: number;
  /** Metres from the point within which everything lies that would be written so: half of the last digit, or of a cell. */
  readonly roughly: number;
  readonly form: 'decimal' | 'degrees' | 'mgrs' | 'utm' | 'plus-code';
}

const metresInDegree = 111_320;

/**
 * Reads a position in any usual form: decimal degrees (also with decimal commas, as a `geo:` address, longitude first where the
 * letters say so), degrees and minutes with hemispheres in Latin, Cyrillic or Armenian, MGRS, UTM (`38S 520000 4392000`, the letter
 * being the latitude band, or `N`/`S` in words: `38 N`), full plus codes. Null for anything else and for what lies outside the earth.
 */
export function readPosition(given: string): ReadPosition | null {
  const text = plainly(given);
  if (text === '' || text.length > 200) return null;
  const read = plusCode(text) ?? decimal(text) ?? mgrs(text) ?? utm(text) ?? degrees(text);
  if (!read) return null;
  const { latitude, longitude } = read;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? read : null;
}

/** Hemispheres as people write them, and the letter that is meant. What is longer comes first. */
const hemispheres: readonly (readonly [RegExp, string])[] = [
  [/(?:с\.?\s*ш|հս\.?\s*լայն|հյուսիս\p{L}*(?:\s+լայն\p{L}*)?|north)\.?/giu, 'N'],
  [/(?:ю\.?\s*ш|հվ\.?\s*լայն|հարավ\p{L}*(?:\s+լայն\p{L}*)?|south)\.?/giu, 'S'],
  [/(?:в\.?\s*д|արլ\.?\s*երկ\p{L}*|արևել\p{L}*(?:\s+երկ\p{L}*)?|east)\.?/giu, 'E'],
  [/(?:з\.?\s*д|արմ\.?\s*երկ\p{L}*|արևմ\p{L}*(?:\s+երկ\p{L}*)?|west)\.?/giu, 'W'],
];

/** One kind of each sign, letters of hemispheres, no label before. */
function plainly(given: string): string {
  let text = given.normalize('NFKC').trim();
  for (const [words, letter] of hemispheres) text = text.replace(words, letter);
  return text
    .replace(/^geo:/i, '')
    .replace(/;(?:crs|u)=.*$/i, '')
    .replace(/[−–—]/g, '-')
    .replace(/[՛’′ʹ´`‘]{2}|[″”“ʺ]|''/g, '"')
    .replace(/[՛’′ʹ´`‘]/g, "'")
    .replace(/[ºo˚](?=\s*\d)/g, '°')
    .replace(/\s+/g, ' ')
    .trim();
}

function decimal(text: string): ReadPosition | null {
  const number = String.raw`([NSEW]?)\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEW]?)`;
  const dotted = new RegExp(String.raw`^${number}\s*[,;/ ]\s*${number}$`, 'i').exec(text);
  const found = dotted ?? new RegExp(String.raw`^${number}\s*[;/ ]\s*${number}$`, 'i').exec(dots(text));
  if (!found) return null;
  const [, before = '', one = '', after = '', otherBefore = '', other = '', otherAfter = ''] = found;
  const letters = [(before + after).toUpperCase(), (otherBefore + otherAfter).toUpperCase()];
  if (letters.some((letter) => letter.length > 1)) return null;
  const [first, second] = [signed(one, letters[0] ?? ''), signed(other, letters[1] ?? '')];
  const isSwapped = /[EW]/.test(letters[0] ?? '') || /[NS]/.test(letters[1] ?? '');
  if (isSwapped && (/[NS]/.test(letters[0] ?? '') || /[EW]/.test(letters[1] ?? ''))) return null;
  const places = Math.min(placesIn(one), placesIn(other));
  return {
    latitude: isSwapped ? second : first,
    longitude: isSwapped ? first : second,
    roughly: (metresInDegree * 10 ** -places) / 2,
    form: 'decimal',
  };
}

/** `39,684; 45,2328` and `39,684, 45,2328` with points. */
function dots(text: string): string {
  return text.replace(/(\d),(\d+)\s*[,;/ ]\s*([NSEW]?\s*[-+]?\d+),(\d)/i, '$1.$2; $3.$4');
}

function signed(number: string, letter: string): number {
  const value = Number(number);
  return letter === 'S' || letter === 'W' ? -Math.abs(value) : value;
}

const placesIn = (number: string): number => number.split('.')[1]?.length ?? 0;

function degrees(given: string): ReadPosition | null {
  // The library takes latitude first.
  const [, one = '', other = ''] = /^(.*?\d.*?[EW])[,;\s]+(.*\d.*[NS])$/i.exec(given) ?? [];
  const text = one === '' ? given : `${other}, ${one}`;
  try {
    const { decimalLatitude, decimalLongitude } = convert(text, 8);
    const seconds = /"|\d\s+\d+\s+\d/.exec(text) !== null;
    return {
      latitude: decimalLatitude,
      longitude: decimalLongitude,
      roughly: seconds ? metresInDegree / 3600 / 2 : metresInDegree / 60 / 2,
      form: 'degrees',
    };
  } catch {
    return null;
  }
}

function mgrs(text: string): ReadPosition | null {
  const code = text.replaceAll(' ', '').toUpperCase();
  const [, digits = ''] = /^\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V]((?:\d\d){1,5})$/.exec(code) ?? [];
  if (digits === '') return null;
  try {
    const [west, south, east, north] = proj4.mgrs.inverse(code);
    return {
      latitude: (south + north) / 2,
      longitude: (west + east) / 2,
      roughly: 10 ** (5 - digits.length / 2) / 2,
      form: 'mgrs',
    };
  } catch {
    return null;
  }
}

/**
 * The letter behind the zone is the band of latitude (C to X), or says which half of the earth: `S` is the band from 32° to 40° north
 * where the northing lies in it, else the south.
 */
function utm(text: string): ReadPosition | null {
  const found =
    /^(?:zone )?(\d{1,2}) ?([C-HJ-NP-X])[ ,]+(\d{6}(?:\.\d+)?) ?(?:m ?)?E?[ ,]+(\d{1,8}(?:\.\d+)?) ?(?:m ?)?N?$/i.exec(
      text,
    );
  if (!found) return null;
  const [, zone = '', letter = '', easting = '', northing = ''] = found;
  if (Number(zone) < 1 || Number(zone) > 60) return null;
  const at = (half: '' | ' +south'): readonly number[] =>
    proj4(`+proj=utm +zone=${zone} +datum=WGS84${half}`, 'WGS84', [Number(easting), Number(northing)]);
  const [longitude = NaN, latitude = NaN] = at(halfOf(letter.toUpperCase(), at('')[1] ?? NaN));
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return null;
  const places = Math.min(placesIn(easting), placesIn(northing));
  return { latitude, longitude, roughly: 10 ** -places / 2, form: 'utm' };
}

function halfOf(letter: string, ifNorth: number): '' | ' +south' {
  if (letter === 'S') return ifNorth >= 32 && ifNorth <= 40 ? '' : ' +south';
  return letter >= 'N' ? '' : ' +south';
}

const plusCodes = new openLocationCode.OpenLocationCode();

/** A short one needs a town to start from, and is not read. */
function plusCode(text: string): ReadPosition | null {
  if (!text.includes('+') || !plusCodes.isFull(text)) return null;
  const { latitudeCenter, longitudeCenter, latitudeLo, latitudeHi } = plusCodes.decode(text);
  return {
    latitude: latitudeCenter,
    longitude: longitudeCenter,
    roughly: ((latitudeHi - latitudeLo) * metresInDegree) / 2,
    form: 'plus-code',
  };
}
