import { uuidText, uuidV7, randomSalt } from '../cryptography/random.ts';
import { appendEvents, type EventContext } from '../custody/append.ts';
import type { Database } from '../database/connection.ts';
import { identityDigest } from './identity-digest.ts';

/** Names as they are compared: without space around them, letters composed (NFC). */
export function personName(name: string): string {
  return name.trim().normalize('NFC');
}

/** Somebody who is only named, and can be given a key later. Inside the caller's transaction. Returns the row id. */
export function addPerson(db: Database, events: EventContext, name: string): number {
  const now = events.clock();
  const uid = uuidV7(now);
  const person = {
    name: personName(name),
    role: null,
    organisation: null,
    isOffice: false,
    salt: randomSalt(16),
  };
  const [event] = appendEvents(db, events, [
    {
      type: 'metadata modification',
      subject: { kind: 'identity', id: uuidText(uid) },
      outcome: 'success',
      detail: { identity: { change: 'named', record: identityDigest(person) } },
    },
  ]);
  const { lastInsertRowid } = db
    .prepare('INSERT INTO identity (uid, name, created_at, salt) VALUES (?, ?, ?, ?)')
    .run(uid, person.name, event?.time, person.salt);
  return Number(lastInsertRowid);
}
