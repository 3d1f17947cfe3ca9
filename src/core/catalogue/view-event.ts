import type { Archive } from '../archive/archive.ts';
import { parseUuid } from '../cryptography/random.ts';
import type { CustodyEvent } from '../../shared/records/item.ts';
import { erasedBy } from '../custody/erase-values.ts';
import { valuesOf, type StoredEvent } from '../custody/read.ts';
import { fieldNames } from '../../verifier/custody/event.ts';

/** An event as it is shown: its values by name, null where one was erased, and which those are. */
export function viewEvent(archive: Archive, event: StoredEvent): CustodyEvent {
  const values = valuesOf(event);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const withheld = fieldNames.filter((name) => !(name in values));
  const erased = { sequence: event.sequence, fields: withheld };
  const by = withheld.length === 0 ? [] : erasedBy(archive.catalogue, archive.events.log.id, erased);
  return {
    sequence: event.sequence,
    id: text(values.id),
    time: text(values.time),
    identity: text(values.identity),
    identityName: nameOf(archive, text(values.identity)),
    standing: text(values.standing),
    type: text(values.type),
    subject: values.subject ?? null,
    outcome: text(values.outcome),
    detail: values.detail ?? null,
    tool: values.tool ?? null,
    host: values.host ?? null,
    act: text(values.act),
    ...(withheld.length > 0 ? { withheld } : {}),
    ...(by.length > 0 ? { erasedBy: [...by] } : {}),
  };
}

/** The name an identity goes by in this catalogue; the log holds only its id. */
function nameOf(archive: Archive, id: string | null): string | null {
  const uid = id === null ? null : parseUuid(id);
  if (!uid) return null;
  const name = archive.catalogue
    .prepare<[Uint8Array], string>('SELECT name FROM identity WHERE uid = ?')
    .pluck()
    .get(uid);
  return name ?? null;
}
