import { AppError } from '../../shared/errors/app-error.ts';
import type { PlaceAnswer } from '../../shared/records/replica.ts';
import { randomSalt, uuidText, uuidV7 } from '../cryptography/random.ts';
import { generateSigningKey } from '../cryptography/signing.ts';
import { appendEvents, type EventContext } from '../custody/append.ts';
import { branchOf } from '../custody/history.ts';
import { readEvent, valuesOf } from '../custody/read.ts';
import type { Database } from '../database/connection.ts';
import { forgetMedium } from '../fixity/medium.ts';
import type { Clock } from './archive.ts';
import { writeDescription, type ArchiveDescription } from './description.ts';
import { isKnownPlace, newPlaces, withPlace } from './place.ts';
import type { Volume } from './volume.ts';

/**
 * Each copy that writes has an id, a number code and a key of its own (design §3). A folder that stands elsewhere than it
 * stood was moved, copied or restored, and only a person knows which: two copies that wrote under one name could never be
 * told from a forgery afterwards.
 */

export interface PlaceRequest {
  readonly path: string;
  readonly volume: Volume;
  readonly description: ArchiveDescription;
  readonly catalogue: Database;
  readonly events: EventContext;
  readonly clock: Clock;
  /** What a person says became of the folder; null if nobody said. */
  readonly as: PlaceAnswer | null;
}

/**
 * Settles under which replica this folder writes, and returns archive.json as it stands then. Throws
 * `archive-elsewhere` if the folder stands where it never stood and nobody says why.
 */
export function settlePlace(request: PlaceRequest): ArchiveDescription {
  const { path, volume, description, as } = request;
  const { places } = description;
  const known = !places || isKnownPlace(places, path, volume);
  if (!known && as === null) throw new AppError('archive-elsewhere', { path });
  if (as === 'copied' || as === 'restored') return branch(request, as);
  // An archive from before places were kept, or one whose creation was cut off, stands where it stands.
  if (!places) return replaceDescription(path, { ...description, places: newPlaces(path, volume) });
  if (known) return description;
  recordMove(request);
  return replaceDescription(path, { ...description, places: withPlace(places, path, volume) });
}

function replaceDescription(path: string, description: ArchiveDescription): ArchiveDescription {
  writeDescription(path, description);
  return description;
}

function recordMove({ catalogue, events, description }: PlaceRequest): void {
  const subject = { kind: 'replica', id: description.replicaId };
  const moved = { type: 'transfer', subject, outcome: 'success', detail: { replica: 'moved' } } as const;
  catalogue.transaction(() => {
    forgetMedium(catalogue);
    appendEvents(catalogue, events, [moved]);
  })();
}

/**
 * A new replica, and the event that says from where on it goes its own way. In the catalogue first: cut off in between,
 * the next opening asks again and finds the branch begun.
 */
function branch(request: PlaceRequest, as: 'copied' | 'restored'): ArchiveDescription {
  const { path, volume, description } = request;
  const uid = begunBranch(request) ?? beginBranch(request, as);
  if (uid === description.replicaId && description.places && isKnownPlace(description.places, path, volume))
    return description;
  return replaceDescription(path, { ...description, replicaId: uid, places: newPlaces(path, volume) });
}

/** The replica of a branch that nothing was written after. */
function begunBranch({ catalogue, events }: PlaceRequest): string | null {
  const { id, size } = { id: events.log.id, size: events.log.row().size };
  const last = size > 0 ? readEvent(catalogue, id, size - 1) : null;
  const branched = last && branchOf(valuesOf(last));
  return branched?.replica ?? null;
}

function beginBranch(request: PlaceRequest, as: 'copied' | 'restored'): string {
  const { catalogue, events, description, clock } = request;
  const now = clock();
  const uid = uuidV7(now.getTime());
  const key = generateSigningKey();
  catalogue.transaction(() => {
    const taken = catalogue.prepare<[], string>('SELECT code FROM replica').pluck().all();
    const code = newReplicaCode(taken);
    catalogue
      .prepare('INSERT INTO replica (uid, code, created_at, public_key, private_key) VALUES (?, ?, ?, ?, ?)')
      .run(uid, code, now.toISOString(), key.publicKey, key.privateKey);
    forgetMedium(catalogue);
    const { size, root } = events.log.row();
    const detail = {
      replica: as,
      code,
      key: Buffer.from(key.publicKey).toString('hex'),
      parent: { replica: description.replicaId, root: Buffer.from(root).toString('hex'), size },
    };
    const subject = { kind: 'replica', id: uuidText(uid) };
    appendEvents(catalogue, events, [{ type: 'transfer', subject, outcome: 'success', detail }]);
  })();
  return uuidText(uid);
}

/** A letter and a digit that are not mistaken for one another when copied by hand, other than those `taken`. */
export function newReplicaCode(taken: readonly string[]): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  const digits = '23456789';
  for (;;) {
    const [a = 0, b = 0, c = 0] = randomSalt(3);
    // Two characters give 192 copies; beyond half of them a third is put behind.
    const third = taken.length > 96 ? (digits[c % digits.length] ?? '') : '';
    const code = `${letters[a % letters.length] ?? ''}${digits[b % digits.length] ?? ''}${third}`;
    if (!taken.includes(code)) return code;
  }
}
