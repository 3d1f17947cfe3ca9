import type { CustodyEvent } from '../../shared/records/item.ts';
import { valuesOf, type StoredEvent } from '../custody/read.ts';
import { fieldNames } from '../../verifier/custody/event.ts';

/** An event as it is shown: its values by name, null where one was erased, and which those are. */
export function viewEvent(event: StoredEvent): CustodyEvent {
  const values = valuesOf(event);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const withheld = fieldNames.filter((name) => !(name in values));
  return {
    sequence: event.sequence,
    id: text(values.id),
    time: text(values.time),
    identity: text(values.identity),
    standing: text(values.standing),
    type: text(values.type),
    subject: values.subject ?? null,
    outcome: text(values.outcome),
    detail: values.detail ?? null,
    tool: values.tool ?? null,
    host: values.host ?? null,
    act: text(values.act),
    ...(withheld.length > 0 ? { withheld } : {}),
  };
}
