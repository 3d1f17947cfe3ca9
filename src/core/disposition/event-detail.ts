import type { CanonicalValue } from '../../verifier/custody/canonical.ts';
import { isObject, type EventSubject } from '../../verifier/custody/event-fields.ts';
import { uuidText } from '../cryptography/random.ts';
import type { EventDetail, EventDraft } from '../custody/append.ts';

/** What `detail.disposition` of an event can say (docs/formats/log.md). */
export type DispositionAct =
  | 'withdraw'
  | 'reinstate'
  | 'quarantine'
  | 'release'
  | 'hold'
  | 'lift'
  | 'request'
  | 'cancel'
  | 'authority'
  | 'destroy'
  | 'clear'
  | 'erase';

export function itemSubject(uid: Uint8Array): EventSubject {
  return { kind: 'item', id: uuidText(uid) };
}

/** PREMIS knows no withdrawal and no hold: they change what is recorded of an object. What destroys is a deletion. */
export function dispositionEvent(
  act: DispositionAct,
  subject: EventSubject,
  detail: EventDetail,
  batch: string,
): EventDraft {
  const deletes = act === 'destroy' || act === 'clear' || act === 'erase';
  return {
    type: deletes ? 'deletion' : 'metadata modification',
    subject,
    outcome: 'success',
    detail: { disposition: act, ...detail },
    act: batch,
  };
}

/** Whether an event's detail is one of these: it holds ids and codes, and nobody's words. */
export function isDisposition(detail: CanonicalValue | undefined): boolean {
  return isObject(detail) && typeof detail.disposition === 'string';
}
