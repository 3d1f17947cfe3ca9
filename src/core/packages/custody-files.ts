import { custodyPaths } from '../../verifier/custody/package-custody.ts';
import {
  formatEventLine,
  formatProof,
  formatProofsHead,
  proofsEnd,
} from '../../verifier/custody/package-files.ts';
import { fieldNames } from '../../verifier/custody/event.ts';
import { formatCheckpoint, formatVerifierKey } from '../../verifier/custody/signed-note.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import type { StoredCheckpoint } from '../custody/checkpoint.ts';
import { readEvent, sequencesAbout } from '../custody/read.ts';
import { StoredTree } from '../custody/root.ts';
import type { Database } from '../database/connection.ts';
import type { Bag } from './bag.ts';
import type { PackageOutput } from './output.ts';
import { PackedNumbers } from './packed-numbers.ts';
import { digestsOf } from './spool.ts';

interface CustodyRequest {
  readonly db: Database;
  readonly logId: number;
  readonly checkpoint: StoredCheckpoint;
  readonly items: Iterable<number>;
  readonly pause: () => Promise<void>;
}

/** Writes data/custody/: the events of the package's own items and their files, each proved into the checkpoint. */
export async function addCustody(output: PackageOutput, bag: Bag, request: CustodyRequest): Promise<void> {
  const { db, logId, checkpoint, pause } = request;
  // Without a signature it is only what this archive states, and is read as that.
  const note = Buffer.from(
    checkpoint.note ??
      formatCheckpoint({ origin: checkpoint.key.name, size: checkpoint.size, root: checkpoint.root }),
  );
  const complete = await output.addBytes(custodyPaths.checkpoint, note);
  await complete();
  await bag.listPayload(custodyPaths.checkpoint, note.length, digestsOf(note));
  const sequences = await sequencesOf(request);
  const events = await output.openSpool(custodyPaths.events);
  const proofs = await output.openSpool(custodyPaths.proofs);
  const { size, root, key } = checkpoint;
  const verifierKey = checkpoint.note === null ? null : formatVerifierKey(sha256, key);
  await proofs.write(formatProofsHead({ origin: key.name, size, root, verifierKey }));
  const tree = new StoredTree(db, logId);
  let separator = '\n';
  for (const sequence of sequences.sorted()) {
    const event = readEvent(db, logId, sequence);
    if (!event) continue;
    // A row whose values were all erased has none; the file always has a place for each.
    const disclosures = fieldNames.map((_, position) => event.disclosures[position] ?? null);
    await events.write(`${formatEventLine({ sequence, leaf: event.leaf, disclosures })}\n`);
    await proofs.write(separator + formatProof(sequence, tree.inclusionProof(sequence, size)));
    separator = ',\n';
    await pause();
  }
  await proofs.write(`\n${proofsEnd}\n`);
  await bag.addPayloadSpool(custodyPaths.events, events);
  await bag.addPayloadSpool(custodyPaths.proofs, proofs);
}

/** Positions of what happened to these items and their files before the checkpoint. */
async function sequencesOf({ db, logId, checkpoint, items, pause }: CustodyRequest): Promise<PackedNumbers> {
  const found = new PackedNumbers();
  const itemUid = db.prepare<[number], Uint8Array>('SELECT uid FROM item WHERE id = ?').pluck();
  const fileUids = db.prepare<[number], Uint8Array>('SELECT uid FROM file WHERE item_id = ?').pluck();
  for (const item of items) {
    const uid = itemUid.get(item);
    const subjects = [
      ...(uid ? [{ kind: 'item', id: uuidText(uid) }] : []),
      ...fileUids.all(item).map((file) => ({ kind: 'file', id: uuidText(file) })),
    ];
    for (const subject of subjects) {
      for (const sequence of sequencesAbout(db, logId, subject))
        if (sequence < checkpoint.size) found.push(sequence);
    }
    await pause();
  }
  return found;
}
