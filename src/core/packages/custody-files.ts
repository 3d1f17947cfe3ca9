import {
  custodyPaths,
  formatEventLine,
  formatProof,
  formatProofsHead,
  proofsEnd,
} from '../../verifier/custody/package-files.ts';
import { fieldNames } from '../../verifier/custody/event.ts';
import { formatCheckpoint, formatVerifierKey } from '../../verifier/custody/signed-note.ts';
import { sha256 } from '../cryptography/digest.ts';
import type { StoredCheckpoint } from '../custody/checkpoint.ts';
import { readEvent } from '../custody/read.ts';
import { StoredTree } from '../custody/root.ts';
import type { Database } from '../database/connection.ts';
import type { Bag } from './bag.ts';
import type { PackageOutput } from './output.ts';
import type { PackedNumbers } from './packed-numbers.ts';
import { digestsOf } from './spool.ts';

interface CustodyRequest {
  readonly db: Database;
  readonly logId: number;
  readonly checkpoint: StoredCheckpoint;
  readonly sequences: PackedNumbers;
  readonly pause: () => Promise<void>;
}

/** Writes data/custody/: the events of the plan and the one that began the export, each proved into the checkpoint. */
export async function addCustody(output: PackageOutput, bag: Bag, request: CustodyRequest): Promise<void> {
  const { db, logId, checkpoint, sequences, pause } = request;
  // Without a signature it is only what this archive states, and is read as that.
  const note = Buffer.from(
    checkpoint.note ??
      formatCheckpoint({ origin: checkpoint.key.name, size: checkpoint.size, root: checkpoint.root }),
  );
  const complete = await output.addBytes(custodyPaths.checkpoint, note);
  await complete();
  await bag.listPayload(custodyPaths.checkpoint, note.length, digestsOf(note));
  // The checkpoint was signed over the event that began the export: it stands last.
  sequences.push(checkpoint.size - 1);
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
