import type { Finding } from '../../shared/records/verification.ts';
import { decodeUtf8, sameBytes } from './encoding.ts';
import type { Sha256 } from './merkle.ts';
import { custodyPaths, parseProofsHead } from './package-files.ts';
import {
  checkNote,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type Checkpoint,
  type VerifySignature,
} from './signed-note.ts';

export interface CheckedHead {
  /** What everything else is proved into, or null if it cannot be read. */
  readonly checkpoint: Checkpoint | null;
  /** The checkpoint bears no signature, and says so. */
  readonly unsigned: boolean;
  readonly findings: readonly Finding[];
}

/** The checkpoint of a package against the first line of proofs.json: the same tree, signed by the key named there. */
export function checkHead(
  sha256: Sha256,
  verifySignature: VerifySignature,
  noteBytes: Uint8Array,
  headLine: string,
): CheckedHead {
  const findings: Finding[] = [];
  const add = (path: string, problem: Finding['problem'], detail: string): void =>
    void findings.push({ path, problem, detail });
  const head = parseProofsHead(headLine);
  if (!head) {
    add(custodyPaths.proofs, 'malformed', 'line 1 does not name origin, size, root and verifierKey');
    return { checkpoint: null, unsigned: false, findings };
  }
  // Where nobody had unlocked the key, the checkpoint is its bare text, and only what the archive states.
  const unsigned = head.verifierKey === null;
  const note = unsigned ? null : parseNote(noteBytes);
  const text = unsigned ? decodeUtf8(noteBytes) : note?.text;
  const checkpoint = typeof text === 'string' ? parseCheckpoint(text) : null;
  if (!checkpoint) {
    const form = unsigned ? 'not origin, size and root' : 'not a signed note over origin, size and root';
    add(custodyPaths.checkpoint, 'malformed', `${form} (C2SP tlog-checkpoint)`);
    return { checkpoint, unsigned, findings };
  }
  const same = head.origin === checkpoint.origin && head.size === checkpoint.size;
  if (!same || !sameBytes(head.root, checkpoint.root))
    add(custodyPaths.proofs, 'changed', 'the proofs are made for another checkpoint');
  if (!note || head.verifierKey === null) return { checkpoint, unsigned, findings };
  const key = parseVerifierKey(sha256, head.verifierKey);
  if (!key) {
    add(custodyPaths.proofs, 'malformed', 'line 1 does not name a key that signs checkpoints');
    return { checkpoint: null, unsigned, findings };
  }
  const verdict = checkNote(sha256, verifySignature, note, key);
  if (verdict === 'bad') add(custodyPaths.checkpoint, 'changed', 'the signature does not fit the checkpoint');
  if (verdict === 'unknown-key')
    add(custodyPaths.checkpoint, 'malformed', 'not signed by the key that proofs.json names');
  return { checkpoint, unsigned, findings };
}
