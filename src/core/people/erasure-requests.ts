import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { occurrenceChoice, type PersonErasure, type PersonReport } from '../../shared/records/person.ts';
import type { Archive } from '../archive/archive.ts';
import { sha256 } from '../cryptography/digest.ts';
import { parseUuid, randomSalt, uuidText, uuidV7 } from '../cryptography/random.ts';
import { nonceLength, seal, unseal } from '../cryptography/seal.ts';
import { appendEvents } from '../custody/append.ts';
import { requireUnlockedIdentity } from '../disposition/authority.ts';
import { dispositionEvent, itemSubject } from '../disposition/event-detail.ts';
import { itemsOf, requireWriting } from '../disposition/items.ts';
import { requireReason } from '../disposition/reasons.ts';
import { idsOfFiles } from '../disposition/remove-records.ts';
import { sealedState } from '../sealed/sealed-records.ts';
import { erasePerson, type ErasurePlan } from './erase-person.ts';

/**
 * Where two identities are demanded, the first asks for the erasure of a person and the second approves exactly that. What was
 * asked stands in a setting until then, under the second key where there is one: it says who is meant.
 */

const setting = 'person-erasures';

const planForm = z.object({
  person: z.string(),
  also: z.array(z.string()),
  reason: z.string(),
  instead: z.string(),
  choices: z.record(z.string(), occurrenceChoice),
  destroy: z.array(z.string()),
  /** SHA-256 of what was found when it was asked. */
  state: z.string(),
});

const requestForm = z.object({
  request: z.int(),
  uid: z.uuid(),
  requestedAt: z.string(),
  identity: z.uuid(),
  requestedBy: z.string(),
  plan: planForm.nullable(),
  /** Base64: nonce and ciphertext of the plan. */
  sealed: z.string().nullable(),
});
type Request = z.infer<typeof requestForm>;

export type PersonRequest = Pick<Request, 'request' | 'requestedAt' | 'requestedBy'> & {
  /** Null while what is sealed is locked: then nobody can tell whom it is about. */
  readonly plan: ErasurePlan | null;
};

/** Throws `identity-not-unlocked`, `reason-unknown`, `sealed-locked`. */
export function requestErasure(archive: Archive, plan: ErasurePlan, report: PersonReport): PersonRequest {
  requireWriting(archive);
  const who = requireUnlockedIdentity(archive);
  requireReason(plan.reason);
  const state = sealedState(archive);
  if (state === 'locked') throw new AppError('sealed-locked');
  const uid = uuidV7(archive.clock().getTime());
  const batch = uuidText(uid);
  const known = requestsIn(archive);
  const asked = { ...plan, also: [...plan.also], destroy: [...plan.destroy], state: stateOf(report) };
  const request: Request = {
    request: Math.max(0, ...known.map(({ request: number }) => number)) + 1,
    uid: batch,
    requestedAt: archive.clock().toISOString(),
    identity: uuidText(who.uid),
    requestedBy: who.name,
    plan: state === 'none' ? asked : null,
    sealed: state === 'none' ? null : sealedPlan(archive, batch, asked),
  };
  const items = itemsOf(archive, plan.destroy);
  archive.catalogue
    .transaction(() => {
      write(archive, [...known, request]);
      appendEvents(archive.catalogue, archive.events, [
        dispositionEvent('request', archiveSubject(archive), { request: batch, person: true }, batch),
        ...items.map((item) => {
          const detail = { request: batch, reason: plan.reason, files: idsOfFiles(archive, item.id) };
          return dispositionEvent('request', itemSubject(item.uid), detail, batch);
        }),
      ]);
    })
    .immediate();
  return viewed(archive, request);
}

export function erasureRequests(archive: Archive): readonly PersonRequest[] {
  return requestsIn(archive).map((request) => viewed(archive, request));
}

/** What was asked, for whoever is to approve it. Throws `request-not-found`, `sealed-locked`. */
export function requestedPlan(archive: Archive, number: number): ErasurePlan {
  const plan = planIn(archive, requireRequest(archive, number));
  if (!plan) throw new AppError('sealed-locked');
  return plan;
}

/**
 * Erases as it was asked. Throws `request-not-found`, `second-identity-needed`, `person-changed` where something else is found by now
 * than when it was asked, and as `erasePerson` does.
 */
export function approveErasure(
  archive: Archive,
  number: number,
  report: PersonReport,
  given: { readonly confirmed: number; readonly lockedSealed: 'refuse' | 'leave' },
): PersonErasure {
  requireWriting(archive);
  const request = requireRequest(archive, number);
  const who = requireUnlockedIdentity(archive);
  if (uuidText(who.uid) === request.identity)
    throw new AppError('second-identity-needed', { name: request.requestedBy });
  const plan = planIn(archive, request);
  if (!plan) throw new AppError('sealed-locked');
  if (plan.state !== stateOf(report)) throw new AppError('person-changed', { request: number });
  const uid = parseUuid(request.uid);
  return erasePerson(archive, plan, report, given, { request: uid, close: () => close(archive, number) });
}

/** Anybody may: nothing is lost by it. Throws `request-not-found`. */
export function cancelErasure(archive: Archive, number: number): void {
  requireWriting(archive);
  const request = requireRequest(archive, number);
  const { uid } = request;
  const items = itemsOf(archive, planIn(archive, request)?.destroy ?? []);
  archive.catalogue
    .transaction(() => {
      close(archive, number);
      const detail = { request: uid, person: true };
      appendEvents(archive.catalogue, archive.events, [
        dispositionEvent('cancel', archiveSubject(archive), detail, uid),
        ...items.map((item) => dispositionEvent('cancel', itemSubject(item.uid), { request: uid }, uid)),
      ]);
    })
    .immediate();
}

function archiveSubject({ uid }: Archive): { readonly kind: string; readonly id: string } {
  return { kind: 'archive', id: uuidText(uid) };
}

/** What was found, without whatever differs by who looks. */
function stateOf(report: PersonReport): string {
  const { records, namedBy, links, occurrences, files } = report;
  const found = [
    records.map(({ id }) => id),
    namedBy.map(({ record }) => record.id),
    links.map(({ type, other }) => [type, other.id]),
    occurrences.map(({ key, texts }) => [key, texts]),
    files.map(({ item, name }) => [item.id, name]),
  ];
  return Buffer.from(sha256(Buffer.from(JSON.stringify(found)))).toString('hex');
}

function requestsIn({ catalogue }: Archive): readonly Request[] {
  const text = catalogue
    .prepare<[string], string>('SELECT value FROM setting WHERE name = ?')
    .pluck()
    .get(setting);
  return text === undefined ? [] : z.array(requestForm).parse(JSON.parse(text));
}

function requireRequest(archive: Archive, number: number): Request {
  const found = requestsIn(archive).find(({ request }) => request === number);
  if (!found) throw new AppError('request-not-found', { request: number });
  return found;
}

function write({ catalogue }: Archive, requests: readonly Request[]): void {
  catalogue
    .prepare(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    .run(setting, JSON.stringify(requests));
}

function close(archive: Archive, number: number): void {
  write(
    archive,
    requestsIn(archive).filter(({ request }) => request !== number),
  );
}

function viewed(archive: Archive, request: Request): PersonRequest {
  const { requestedAt, requestedBy } = request;
  return { request: request.request, requestedAt, requestedBy, plan: planIn(archive, request) };
}

function sealedPlan(archive: Archive, uid: string, plan: z.infer<typeof planForm>): string {
  const key = archive.sealed.current?.key;
  if (!key) throw new AppError('sealed-locked');
  const nonce = randomSalt(nonceLength);
  const sealed = seal(key, nonce, Buffer.from(JSON.stringify(plan)), bindingOf(uid));
  return Buffer.concat([nonce, sealed]).toString('base64');
}

function planIn(archive: Archive, { uid, plan, sealed }: Request): z.infer<typeof planForm> | null {
  const key = archive.sealed.current?.key;
  if (sealed === null || !key) return plan;
  const bytes = Buffer.from(sealed, 'base64');
  const plain = unseal(key, bytes.subarray(0, nonceLength), bytes.subarray(nonceLength), bindingOf(uid));
  return plain ? planForm.parse(JSON.parse(plain.toString())) : null;
}

function bindingOf(uid: string): Buffer {
  return Buffer.from(`stele/1/person-erasure/${uid}`);
}
