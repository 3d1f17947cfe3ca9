import { hmacSha256Under } from '../cryptography/derive.ts';
import { equalSecrets } from '../cryptography/equal.ts';
import { randomSalt } from '../cryptography/random.ts';
import type { MediaKind } from '../../shared/records/media-address.ts';

/** A piece of a picture with every pixel, counted from 0. */
export interface Tile {
  readonly column: number;
  readonly row: number;
}

/** What an address stands for. */
export type Addressed = {
  /** The open archive, by its handle. */
  readonly archive: string;
  /** UUID of the file or the map, as text. */
  readonly file: string;
} & (
  | { readonly kind: Exclude<MediaKind, 'view'> }
  /** Of a page, from 0, all or a piece. */
  | { readonly kind: 'view'; readonly page: number; readonly tile: Tile | null }
);

/**
 * Addresses that carry their own permission, for what a page loads without a header of its own (pictures, downloads). They
 * are signed under a key that lives as long as the process, hold for five to ten minutes, and name nothing but ids.
 */
export interface AddressBook {
  /** `/media/<archive>/<kind>/<file>[/<page>[/<column>-<row>]]?exp=<seconds since 1970>&sig=<HMAC>` */
  sign(addressed: Addressed, validUntil: Date): string;
  /** End of the time that an address made now holds. The same for some minutes, so that the same file keeps its address. */
  validUntil(now: Date): Date;
  /** What an address stands for; null if it was not made here, was changed in any way, or its time is over. */
  read(address: string, now: Date): Addressed | null;
}

/** Milliseconds. An address holds for at least one such span, and at most for two. */
export const addressSpan = 5 * 60_000;

const form =
  /^\/media\/(?<archive>[\w-]{1,64})\/(?:(?<kind>thumbnail|original|map)\/(?<file>[0-9a-f-]{36})|view\/(?<seen>[0-9a-f-]{36})\/(?<page>\d{1,7})(?:\/(?<column>\d{1,4})-(?<row>\d{1,4}))?)\?exp=(?<exp>\d{1,12})&sig=(?<sig>[\w-]{43})$/;

export function openAddressBook(): AddressBook {
  const sign = hmacSha256Under(randomSalt(32));
  const address = (addressed: Addressed, seconds: number): string => {
    const { archive, kind, file } = addressed;
    const part = addressed.kind === 'view' ? partOf(addressed) : '';
    const unsigned = `/media/${archive}/${kind}/${file}${part}?exp=${seconds}`;
    return `${unsigned}&sig=${Buffer.from(sign(Buffer.from(unsigned))).toString('base64url')}`;
  };
  return {
    sign: (addressed, validUntil) => address(addressed, validUntil.getTime() / 1000),
    validUntil: (now) => new Date((Math.floor(now.getTime() / addressSpan) + 2) * addressSpan),
    read(given, now) {
      const { exp, ...named } = form.exec(given)?.groups ?? {};
      const addressed = addressedBy(named);
      if (!addressed) return null;
      const seconds = Number(exp);
      // Made anew and compared as a whole: there is one way to write an address.
      if (!equalSecrets(given, address(addressed, seconds))) return null;
      return seconds * 1000 > now.getTime() ? addressed : null;
    },
  };
}

function partOf({ page, tile }: { readonly page: number; readonly tile: Tile | null }): string {
  return tile ? `/${page}/${tile.column}-${tile.row}` : `/${page}`;
}

function addressedBy(named: Readonly<Record<string, string | undefined>>): Addressed | null {
  const { archive, kind, file, seen, page, column, row } = named;
  if (archive === undefined) return null;
  if (seen !== undefined) {
    const tile = column === undefined ? null : { column: Number(column), row: Number(row) };
    return { archive, kind: 'view', file: seen, page: Number(page), tile };
  }
  if (file === undefined) return null;
  return { archive, kind: kind === 'original' || kind === 'map' ? kind : 'thumbnail', file };
}
