import type { CanonicalValue } from './canonical.ts';
import type { FieldName } from './event.ts';

/** PREMIS event types in use (domain §2). A reader accepts types it does not know: a later version may add some. */
export const eventTypes = [
  'capture',
  'ingestion',
  'message digest calculation',
  'virus check',
  'metadata extraction',
  'fixity check',
  'metadata modification',
  'derivation',
  'redaction',
  'access',
  'export',
  'transfer',
  'validation',
  'signature',
  'timestamping',
  'deletion',
] as const;
export type EventType = (typeof eventTypes)[number];

export const eventOutcomes = ['success', 'warning', 'failure'] as const;
export type EventOutcome = (typeof eventOutcomes)[number];

/** Whether the identity had proved itself with its key, was only named, or there was none. */
const standings = ['unlocked', 'claimed', 'none'] as const;

/** What an event is about: `kind` such as `file`, `item`, `accession`, `package`; `id` its UUID. */
export interface EventSubject {
  readonly kind: string;
  readonly id: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const instant = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)\.\d{3}Z$/;

/** What is wrong with a field's value, or null. */
export function fieldTypeProblem(field: FieldName, value: CanonicalValue): string | null {
  switch (field) {
    case 'sequence':
      return typeof value === 'number' && value >= 0 ? null : 'not a position';
    case 'id':
      return isUuid(value) ? null : 'not a UUID';
    case 'time':
      return typeof value === 'string' && instant.test(value) ? null : 'not an instant in UTC';
    case 'identity':
    case 'act':
      return value === null || isUuid(value) ? null : 'neither a UUID nor null';
    case 'standing':
      return standings.some((standing) => standing === value) ? null : 'not a standing';
    case 'type':
      return typeof value === 'string' && /^[a-z]+( [a-z]+)*$/.test(value) ? null : 'not an event type';
    case 'subject':
      return value === null || isSubject(value) ? null : 'neither {id, kind} nor null';
    case 'outcome':
      return eventOutcomes.some((outcome) => outcome === value) ? null : 'not an outcome';
    case 'detail':
    case 'host':
      return isObject(value) ? null : 'not an object';
    case 'tool':
      return hasTexts(value, ['name', 'version']) ? null : 'not {name, version}';
  }
}

export function isObject(
  value: CanonicalValue | undefined,
): value is { readonly [key: string]: CanonicalValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The subject in an event's values, or null. */
export function subjectOf(value: CanonicalValue | undefined): EventSubject | null {
  return value !== undefined && isSubject(value) ? value : null;
}

function isSubject(value: CanonicalValue): value is { readonly kind: string; readonly id: string } {
  if (!hasTexts(value, ['id', 'kind']) || !isObject(value)) return false;
  return isUuid(value.id) && typeof value.kind === 'string' && /^[a-z]+(-[a-z]+)*$/.test(value.kind);
}

function isUuid(value: CanonicalValue | undefined): boolean {
  return typeof value === 'string' && uuid.test(value);
}

function hasTexts(value: CanonicalValue, keys: readonly string[]): boolean {
  if (!isObject(value) || Object.keys(value).length !== keys.length) return false;
  return keys.every((key) => typeof value[key] === 'string');
}
