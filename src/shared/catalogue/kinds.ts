import type { z } from 'zod';
import { assessment } from './assessment.ts';
import { claim, collection, ownTerm, written } from './claim.ts';
import { dismissal } from './dismissal.ts';
import { incident } from './incident.ts';
import { actor, source } from './people.ts';
import { object, place } from './place.ts';

/** What a catalogue records beside items, and by which letters the numbers of each kind begin. */
export const recordKinds = {
  place: { schema: place, prefix: 'P-' },
  object: { schema: object, prefix: 'O-' },
  assessment: { schema: assessment, prefix: 'AS-' },
  incident: { schema: incident, prefix: 'I-' },
  actor: { schema: actor, prefix: 'W-' },
  source: { schema: source, prefix: 'S-' },
  claim: { schema: claim, prefix: 'C-' },
  text: { schema: written, prefix: 'T-' },
  collection: { schema: collection, prefix: 'CO-' },
  dismissal: { schema: dismissal, prefix: 'D-' },
  term: { schema: ownTerm, prefix: 'V-' },
} as const;

export type RecordKind = keyof typeof recordKinds;
export type ContentOf<Kind extends RecordKind> = z.infer<(typeof recordKinds)[Kind]['schema']>;
export type AnyContent = { [Kind in RecordKind]: ContentOf<Kind> }[RecordKind];

export const kindNames = Object.keys(recordKinds) as readonly RecordKind[];

export function isRecordKind(kind: string): kind is RecordKind {
  return Object.hasOwn(recordKinds, kind);
}

/** Whether a record is of a kind: its content was judged by that kind's schema before it was written. */
export function isKind<Found extends { readonly kind: string }, Kind extends RecordKind>(
  record: Found,
  kind: Kind,
): record is Found & { readonly kind: Kind; readonly content: ContentOf<Kind> } {
  return record.kind === kind;
}
