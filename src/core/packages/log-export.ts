import { formatPublicKey } from '../../verifier/signature/minisign.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { startDigest } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import { appendEvents, type EventDetail, type EventDraft } from '../custody/append.ts';
import { signCheckpoint, type StoredCheckpoint } from '../custody/checkpoint.ts';
import type { Database } from '../database/connection.ts';
import type { DamagedOriginalError } from './originals.ts';
import type { PackagePlan } from './plan.ts';
import type { ExportContext } from './types.ts';

/** What the custody log and the catalogue learn of an export. */

function exportEvent(plan: PackagePlan, outcome: EventDraft['outcome'], detail: EventDetail): EventDraft {
  const id = uuidText(plan.uid);
  return { type: 'export', subject: { kind: 'package', id }, outcome, detail, act: id };
}

/** Event *export started*, and the checkpoint over it that goes into the bag (design §6, order of writing). */
export function logStarted(context: ExportContext, plan: PackagePlan): StoredCheckpoint {
  const { db, events } = context;
  const key = context.replicaKey;
  const { profile, form, giving, items, files, bytes, eventsRoot, exhibitsRoot } = plan;
  return db
    .transaction(() => {
      const lists = { events: eventsRoot, exhibits: exhibitsRoot };
      const detail = { stage: 'started', profile, form, ...givingOf(giving), items, files, bytes, ...lists };
      appendEvents(db, events, [exportEvent(plan, 'success', detail)]);
      return signCheckpoint(db, { logId: events.log.id, key, occasion: 'export', now: events.clock() });
    })
    .immediate();
}

function givingOf(giving: PackagePlan['giving']): EventDetail {
  if (!giving) return {};
  const { purpose, recipient } = giving;
  return recipient === null ? { purpose } : { purpose, recipient };
}

/** Rows recorded in one go; a million of them must not hold up everything else. */
const chunk = 2000;

/**
 * Event *export finished* with the hash of the tag manifest and of the list of exhibits, and the record of the package. Its
 * exhibits are recorded before that, so that no package the log knows lacks some of them; a package row without the hash is
 * one that was cut off, and is cleared away when the archive is next opened for writing.
 */
export async function logFinished(
  context: ExportContext,
  plan: PackagePlan,
  finished: {
    readonly tagmanifestSha256: string;
    readonly checkpoint: StoredCheckpoint;
    readonly exhibits: Iterable<readonly [itemId: number, exhibit: string]>;
  },
): Promise<void> {
  const { db, events } = context;
  const { tagmanifestSha256, checkpoint } = finished;
  const packageId = db
    .prepare(
      `INSERT INTO package (uid, created_at, identity_id, profile, form, files, bytes, checkpoint_id, purpose, recipient)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      plan.uid, new Date(events.clock()).toISOString(), context.identityId, plan.profile, plan.form, plan.files,
      plan.bytes, checkpoint.id, plan.giving?.purpose ?? null, plan.giving?.recipient ?? null,
    ).lastInsertRowid; // prettier-ignore
  const items = await recordExhibits(db, packageId, finished.exhibits);
  db.transaction(() => {
    const signedBy = context.signingKey ? [formatPublicKey(context.signingKey)] : [];
    const detail = { stage: 'finished', tagmanifestSha256, checkpointSize: checkpoint.size, signedBy, items };
    const [event] = appendEvents(db, events, [exportEvent(plan, 'success', detail)]);
    db.prepare('UPDATE package SET tagmanifest_sha256 = ?, created_at = ? WHERE id = ?').run(
      Buffer.from(tagmanifestSha256, 'hex'),
      event?.time,
      packageId,
    );
  }).immediate();
}

/** Returns the digest of the list (lower-case hex): SHA-256 over lines of exhibit, space and the item's UUID. */
async function recordExhibits(
  db: Database,
  packageId: number | bigint,
  exhibits: Iterable<readonly [itemId: number, exhibit: string]>,
): Promise<string> {
  const digest = startDigest('sha256');
  const uidOf = db.prepare<[number], Uint8Array>('SELECT uid FROM item WHERE id = ?').pluck();
  const insert = db.prepare('INSERT INTO package_item (package_id, item_id, exhibit) VALUES (?, ?, ?)');
  const record = db.transaction((rows: readonly (readonly [number, string])[]) => {
    for (const [itemId, exhibit] of rows) {
      insert.run(packageId, itemId, exhibit);
      digest.update(exhibitLine(exhibit, uidOf.get(itemId) ?? new Uint8Array(16)));
    }
  });
  let rows: (readonly [number, string])[] = [];
  for (const row of exhibits) {
    rows.push(row);
    if (rows.length < chunk) continue;
    record.immediate(rows);
    rows = [];
    await nextTurn();
  }
  record.immediate(rows);
  return digest.digest('hex');
}

export function exhibitLine(exhibit: string, itemUid: Uint8Array): string {
  return `${exhibit} ${uuidText(itemUid)}\n`;
}

/** A failed export; for a damaged original also the fixity check that found it, about the file itself. */
export function logFailed(
  context: ExportContext,
  plan: PackagePlan,
  reason: string,
  damage: DamagedOriginalError | null,
): void {
  const { db, events } = context;
  const drafts: EventDraft[] = [];
  if (damage) {
    drafts.push({
      type: 'fixity check',
      subject: { kind: 'file', id: damage.original.fileUid },
      outcome: 'failure',
      detail: {
        expectedSha256: damage.original.digests.sha256,
        foundSha256: damage.found,
        reason: damage.reason,
      },
      act: uuidText(plan.uid),
    });
  }
  drafts.push(exportEvent(plan, 'failure', { stage: 'failed', reason }));
  db.transaction(() => appendEvents(db, events, drafts)).immediate();
}
