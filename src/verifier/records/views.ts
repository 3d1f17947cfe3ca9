import type { OpenedRecord, RecordValue } from './record.ts';
import { at, isJsonObject, sameJson, type JsonObject } from './json.ts';
import { baseName, parseHex, readablePath, type ReadablePath } from './readable-path.ts';

/**
 * What a metadata file says, derived from the records it carries (docs/formats/package.md): each member has one derivation,
 * and says what that gives or is not there.
 */

/** A record whose member is not told: what would be derived from it must not be there. */
class WithheldError extends Error {
  override readonly name = 'WithheldError';
}

interface Told {
  (member: string): RecordValue;
  /** Whether the record has this member at all, told or withheld. */
  has(member: string): boolean;
}
/** Undefined: the member is not there. Throws for a record that holds what no record holds. */
type Derivation = (told: Told) => unknown;
type Derivations = Readonly<Record<string, Derivation>>;

export interface View {
  /** What is derived. */
  readonly members: JsonObject;
  /** Members that say something else, in the file's own words, and members that nothing derives. */
  readonly changed: readonly string[];
  readonly unexpected: readonly string[];
}

/** Compares an object with what its record gives; `structural` members are for the caller to check. */
export function compareView(
  object: JsonObject,
  record: OpenedRecord,
  derivations: Derivations,
  structural: readonly string[],
): View {
  const value = (member: string): RecordValue => {
    const stands = record.values.get(member);
    if (stands === undefined) throw new WithheldError(member);
    return stands;
  };
  const has = (member: string): boolean => record.values.has(member) || record.withheld.includes(member);
  const told: Told = Object.assign(value, { has });
  const members: Record<string, unknown> = {};
  const changed: string[] = [];
  for (const [name, derive] of Object.entries(derivations)) {
    const value = derived(derive, told);
    const stands = at(object, name);
    if (value.kind === 'malformed') changed.push(name);
    else if (value.kind === 'withheld') {
      if (stands !== undefined && stands !== null) changed.push(name);
    } else {
      if (value.is !== undefined) members[name] = value.is;
      if (!sameJson(value.is, stands)) changed.push(name);
    }
  }
  const known = new Set([...Object.keys(derivations), ...structural]);
  return { members, changed, unexpected: Object.keys(object).filter((name) => !known.has(name)) };
}

function derived(
  derive: Derivation,
  told: Told,
):
  | { readonly kind: 'value'; readonly is: unknown }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'malformed' } {
  try {
    return { kind: 'value', is: derive(told) };
  } catch (error) {
    return { kind: error instanceof WithheldError ? 'withheld' : 'malformed' };
  }
}

const as =
  (member: string): Derivation =>
  (told) =>
    told(member);

function json(value: RecordValue): unknown {
  return value === null ? null : JSON.parse(String(value));
}

/** A member that records have only where something was asserted: else it is not in the view either. */
const optional =
  (member: string, read: (value: RecordValue) => unknown): Derivation =>
  (told) =>
    told.has(member) ? read(told(member)) : undefined;

const parsed =
  (member: string): Derivation =>
  (told) =>
    json(told(member));

function pathOf(told: Told): Uint8Array {
  const bytes = parseHex(String(told('path')));
  if (!bytes) throw new TypeError('not a path');
  return bytes;
}

const pathText =
  (part: (path: ReadablePath) => string | null, last: boolean): Derivation =>
  (told) => {
    const path = pathOf(told);
    return part(readablePath(last ? baseName(path) : path)) ?? undefined;
  };

/** A part of the readings, as it is stored. */
const reading =
  (name: string): Derivation =>
  (told) =>
    at(json(told('readings')), name);

export const fileDerivations: Derivations = {
  id: as('id'),
  role: as('role'),
  sha256: as('sha256'),
  sha512: as('sha512'),
  size: as('size'),
  mediaType: as('mediaType'),
  originalName: pathText(({ text }) => text, true),
  originalNameBytes: pathText(({ bytes }) => bytes, true),
  originalPath: pathText(({ text }) => text, false),
  originalPathBytes: pathText(({ bytes }) => bytes, false),
  modifiedAt: (told) => at(json(told('times')), 'modified') ?? null,
  fileSystemTimes: parsed('times'),
  downloadedFrom: parsed('origin'),
  width: reading('width'),
  height: reading('height'),
  orientation: reading('orientation'),
  captured: reading('captured'),
  position: reading('position'),
  camera: reading('camera'),
  software: reading('software'),
  warnings: reading('warnings'),
  reader: as('reader'),
  storedAt: as('storedAt'),
};

export const sightingDerivations: Derivations = {
  path: pathText(({ text }) => text, false),
  pathBytes: pathText(({ bytes }) => bytes, false),
  accession: as('accessionNumber'),
  at: as('recordedAt'),
};

export const accessionDerivations: Derivations = {
  id: as('id'),
  number: as('number'),
  startedAt: as('startedAt'),
  description: parsed('description'),
  sources: parsed('sources'),
  machineClock: parsed('machineClock'),
};

/** What nobody asserted of an item is what its first file says. */
export function itemDerivations(first: JsonObject | null): Derivations {
  return {
    id: as('id'),
    number: as('number'),
    title: (told) => told('title') ?? at(first, 'originalName') ?? '',
    description: as('description'),
    captured: (told) => told('captured') ?? at(first, 'captured', 'value') ?? null,
    position: (told) => json(told('position')) ?? at(first, 'position') ?? null,
    rights: as('rights'),
    confidentiality: as('confidentiality'),
    reviewState: as('reviewState'),
    revision: as('revision'),
    languages: optional('languages', json),
    tags: optional('tags', json),
    isGraphic: optional('isGraphic', (value) => value === 1),
    capturedBasis: optional('capturedBasis', json),
  };
}

/** Whether a member of an object is the JSON that a text says. */
export function saysText(value: unknown, text: unknown): boolean {
  if (typeof text !== 'string') return false;
  try {
    return isJsonObject(value) && sameJson(value, JSON.parse(text));
  } catch {
    return false;
  }
}
