import type { Check, Finding, Problem } from '../../shared/records/verification.ts';
import { decodeUtf8, sameBytes, utf8 } from './encoding.ts';
import { checkEvent, type EventValues } from './event.ts';
import { isObject } from './event-fields.ts';
import { leafHash, type Sha256 } from './merkle.ts';
import { InclusionChecker } from './inclusion-checker.ts';
import { parseEventLine, parseProofLine, parseProofsHead, proofsEnd } from './package-files.ts';
import {
  checkNote,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type Checkpoint,
  type VerifySignature,
} from './signed-note.ts';

/** The custody part of a package (docs/formats/package.md): events of its own items, each proved into a signed checkpoint. */

export const custodyPaths = {
  events: 'data/custody/events.jsonl',
  checkpoint: 'data/custody/checkpoint.txt',
  proofs: 'data/custody/proofs.json',
} as const;

export interface CustodyRequest {
  /** A file of the package, whole, or null if it is not there. Used for the small ones. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
  /** Lines of a file without their line feeds, or null if it is not there: for the two that may be gigabytes. */
  readonly readLines?: (path: string) => Promise<AsyncIterable<string> | null>;
  readonly sha256: Sha256;
  readonly verifySignature: VerifySignature;
  /** Files under data/exhibits/ with the SHA-256 (lower-case hex) that the payload manifest gives. Run through twice. */
  readonly exhibits: () => Iterable<{ readonly path: string; readonly sha256: string }>;
  readonly signal?: AbortSignal;
}

export interface CustodyResult {
  readonly check: Check;
  readonly findings: readonly Finding[];
  readonly events: number;
}

/** Further findings are counted, not kept. */
const mostFindings = 10_000;

/** Never throws for what a package holds; a stream that fails while it is read throws. */
export async function checkCustody(request: CustodyRequest): Promise<CustodyResult> {
  return new CustodyCheck(request).run();
}

class CustodyCheck {
  private readonly request: CustodyRequest;
  private readonly findings: Finding[] = [];
  private failures = 0;
  private events = 0;
  /** SHA-256 of exhibits whose ingestion was not met yet. */
  private readonly awaited = new Set<string>();
  private readonly exhibited = new Set<string>();

  constructor(request: CustodyRequest) {
    this.request = request;
  }

  async run(): Promise<CustodyResult> {
    const note = await this.request.read(custodyPaths.checkpoint);
    const [events, proofs] = [await this.lines(custodyPaths.events), await this.lines(custodyPaths.proofs)];
    if (!note && !events && !proofs) return this.result('not-checked', 'the package holds no custody log');
    if (!note) this.add(custodyPaths.checkpoint, 'missing', 'the signed checkpoint is not there');
    if (!events) this.add(custodyPaths.events, 'missing', 'the events are not there');
    if (!proofs) this.add(custodyPaths.proofs, 'missing', 'the inclusion proofs are not there');
    if (note && events && proofs) await this.checkAll(note, events, proofs);
    if (this.failures > 0) return this.result('failed', `${this.failures} findings in the custody log`);
    const reason = `${this.events} events stood in the log when its checkpoint was signed, by the key that the package itself names; they cover the exhibits' bytes, and what is written about them rests on the tag manifest`;
    return this.result('verified', reason);
  }

  private async checkAll(note: Uint8Array, events: AsyncIterable<string>, proofs: AsyncIterable<string>) {
    const [eventLines, proofLines] = [events[Symbol.asyncIterator](), proofs[Symbol.asyncIterator]()];
    try {
      const first = await proofLines.next();
      const checkpoint = this.checkHead(note, first.done === true ? '' : first.value);
      if (!checkpoint) return;
      for (const { sha256 } of this.request.exhibits()) {
        this.awaited.add(sha256);
        this.exhibited.add(sha256);
      }
      await this.checkEvents(checkpoint, eventLines, proofLines);
      for (const { path, sha256 } of this.request.exhibits()) {
        if (this.awaited.has(sha256))
          this.add(path, 'missing', 'no ingestion event for these bytes is disclosed');
      }
    } finally {
      await eventLines.return?.();
      await proofLines.return?.();
    }
  }

  private checkHead(noteBytes: Uint8Array, headLine: string): Checkpoint | null {
    const { sha256, verifySignature } = this.request;
    const note = parseNote(noteBytes);
    const checkpoint = note && parseCheckpoint(note.text);
    if (!note || !checkpoint) {
      this.add(
        custodyPaths.checkpoint,
        'malformed',
        'not a signed note over origin, size and root (C2SP tlog-checkpoint)',
      );
      return null;
    }
    const head = parseProofsHead(headLine);
    const key = head && parseVerifierKey(sha256, head.verifierKey);
    if (!head || !key) {
      this.add(custodyPaths.proofs, 'malformed', 'line 1 does not name origin, size, root and verifierKey');
      return null;
    }
    const same = head.origin === checkpoint.origin && head.size === checkpoint.size;
    if (!same || !sameBytes(head.root, checkpoint.root))
      this.add(custodyPaths.proofs, 'changed', 'the proofs are made for another checkpoint');
    const verdict = checkNote(sha256, verifySignature, note, key);
    if (verdict === 'bad')
      this.add(custodyPaths.checkpoint, 'changed', 'the signature does not fit the checkpoint');
    if (verdict === 'unknown-key')
      this.add(custodyPaths.checkpoint, 'malformed', 'not signed by the key that proofs.json names');
    return checkpoint;
  }

  /** Both files in step: a line of events, a line of proofs. */
  private async checkEvents(
    checkpoint: Checkpoint,
    events: AsyncIterator<string>,
    proofs: AsyncIterator<string>,
  ): Promise<void> {
    const inclusion = new InclusionChecker(this.request.sha256, checkpoint.size, checkpoint.root);
    let before = -1;
    for (let number = 1; ; number += 1) {
      this.request.signal?.throwIfAborted();
      const [event, proof] = [await events.next(), await proofs.next()];
      const proofText = proof.done === true ? '' : proof.value;
      if (event.done === true) {
        const end = proofText === proofsEnd && (await proofs.next()).done === true;
        if (!end)
          this.add(custodyPaths.proofs, 'malformed', `line ${number + 1}: not the end that is expected here`);
        return;
      }
      const place = (detail: string) => `line ${number}: ${detail}`;
      const parsed = parseEventLine(event.value);
      if (!parsed) {
        this.add(custodyPaths.events, 'malformed', place('not {"sequence", "leaf", "disclosures"}'));
        continue;
      }
      if (parsed.sequence <= before)
        this.add(custodyPaths.events, 'malformed', place('not in the order of the log'));
      before = parsed.sequence;
      this.events += 1;
      this.checkValues(parsed, place);
      const path = parseProofLine(proofText);
      if (path?.sequence !== parsed.sequence) {
        const detail = `line ${number + 1}: no proof for event ${parsed.sequence}`;
        this.add(custodyPaths.proofs, proofText === proofsEnd ? 'missing' : 'malformed', detail);
        if (proofText === proofsEnd) return;
      } else if (
        !inclusion.check(leafHash(this.request.sha256, utf8(parsed.leaf)), path.sequence, path.path)
      ) {
        const detail = `event ${parsed.sequence} is not proved to stand in the signed log`;
        this.add(custodyPaths.events, 'changed', place(detail));
      }
    }
  }

  private checkValues(
    event: { sequence: number; leaf: string; disclosures: unknown },
    place: (detail: string) => string,
  ): void {
    const { values, problems } = checkEvent(this.request.sha256, event.leaf, event.disclosures);
    for (const { code, detail } of problems) {
      this.add(custodyPaths.events, code === 'value-changed' ? 'changed' : 'malformed', place(detail));
    }
    if (values.sequence !== undefined && values.sequence !== event.sequence)
      this.add(custodyPaths.events, 'changed', place(`an event of another position than ${event.sequence}`));
    const bytes = ingestedSha256(values);
    if (bytes === null) return;
    this.awaited.delete(bytes);
    // A package tells of its own items only: an event without its exhibit is an exhibit that was taken out.
    if (!this.exhibited.has(bytes)) {
      this.add(
        custodyPaths.events,
        'missing',
        place(`the exhibit that it took in (SHA-256 ${bytes}) is not in the package`),
      );
    }
  }

  private async lines(path: string): Promise<AsyncIterable<string> | null> {
    if (this.request.readLines) return this.request.readLines(path);
    const bytes = await this.request.read(path);
    if (!bytes) return null;
    const text = decodeUtf8(bytes);
    if (text === null) {
      this.add(path, 'malformed', 'not UTF-8');
      return null;
    }
    return linesOf(text);
  }

  private add(path: string, problem: Problem, detail: string): void {
    this.failures += 1;
    if (this.findings.length < mostFindings) this.findings.push({ path, problem, detail });
  }

  private result(outcome: Check['outcome'], reason: string): CustodyResult {
    return { check: { check: 'custody', outcome, reason }, findings: this.findings, events: this.events };
  }
}

/** SHA-256 that an ingestion event says was taken in, or null. */
export function ingestedSha256(values: EventValues): string | null {
  if (values.type !== 'ingestion' || values.outcome === 'failure' || !isObject(values.detail)) return null;
  const { digests, seenAgain } = values.detail;
  // The same bytes met again later do not stand in for their having been taken in.
  if (seenAgain === true || !isObject(digests)) return null;
  return typeof digests.sha256 === 'string' ? digests.sha256 : null;
}

async function* linesOf(text: string): AsyncGenerator<string> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  yield* lines;
}
