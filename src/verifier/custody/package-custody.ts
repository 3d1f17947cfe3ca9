import type { Check, Finding, Problem } from '../../shared/records/verification.ts';
import { decodeUtf8, sameBytes, utf8 } from './encoding.ts';
import { checkEvent, type EventValues } from './event.ts';
import { isObject } from './event-fields.ts';
import { leafHash, type Sha256 } from './merkle.ts';
import { InclusionChecker } from './inclusion-checker.ts';
import { parseEventLine, parseProofsHead } from './package-files.ts';
import { ProofReader } from './proof-lines.ts';
import { SequenceRanges } from './sequence-ranges.ts';
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
/** How many exhibits one finding names. */
const exhibitsNamed = 3;

/** Never throws for what a package holds; a stream that fails while it is read throws. */
export async function checkCustody(request: CustodyRequest): Promise<CustodyResult> {
  return new CustodyCheck(request).run();
}

class CustodyCheck {
  private readonly request: CustodyRequest;
  private readonly findings: Finding[] = [];
  private failures = 0;
  /** The checkpoint bears no signature, and says so. */
  private unsigned = false;
  private events = 0;
  /** SHA-256 of exhibits whose ingestion was not met yet. */
  private readonly awaited = new Set<string>();
  private readonly exhibited = new Set<string>();
  /** Events that have a proof and are not there. */
  private readonly missing = new SequenceRanges(mostFindings);
  /** Events that are there and have no proof. */
  private readonly unproved = new SequenceRanges(mostFindings);
  /** Lines of events.jsonl that are no events. */
  private brokenLines = 0;

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
    if (this.failures > 0) {
      const findings = this.failures === 1 ? '1 finding' : `${this.failures} findings`;
      return this.result('failed', `${findings} in the custody log`);
    }
    if (this.unsigned) {
      const reason = `${this.events} events are proved into a checkpoint that nobody signed: the key was locked when the package was written, and the archive alone says so`;
      return this.result('not-checked', reason);
    }
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
      await this.checkEvents(checkpoint, eventLines, new ProofReader(proofLines));
      this.reportMissing();
    } finally {
      await eventLines.return?.();
      await proofLines.return?.();
    }
  }

  private checkHead(noteBytes: Uint8Array, headLine: string): Checkpoint | null {
    const { sha256, verifySignature } = this.request;
    const head = parseProofsHead(headLine);
    if (!head) {
      this.add(custodyPaths.proofs, 'malformed', 'line 1 does not name origin, size, root and verifierKey');
      return null;
    }
    // Where nobody had unlocked the key, the checkpoint is its bare text, and only what the archive states.
    this.unsigned = head.verifierKey === null;
    const note = this.unsigned ? null : parseNote(noteBytes);
    const text = this.unsigned ? decodeUtf8(noteBytes) : note?.text;
    const checkpoint = typeof text === 'string' ? parseCheckpoint(text) : null;
    if (!checkpoint) {
      const form = this.unsigned
        ? 'not origin, size and root'
        : 'not a signed note over origin, size and root';
      this.add(custodyPaths.checkpoint, 'malformed', `${form} (C2SP tlog-checkpoint)`);
      return null;
    }
    const same = head.origin === checkpoint.origin && head.size === checkpoint.size;
    if (!same || !sameBytes(head.root, checkpoint.root))
      this.add(custodyPaths.proofs, 'changed', 'the proofs are made for another checkpoint');
    if (!note || head.verifierKey === null) return checkpoint;
    const key = parseVerifierKey(sha256, head.verifierKey);
    if (!key) {
      this.add(custodyPaths.proofs, 'malformed', 'line 1 does not name a key that signs checkpoints');
      return null;
    }
    const verdict = checkNote(sha256, verifySignature, note, key);
    if (verdict === 'bad')
      this.add(custodyPaths.checkpoint, 'changed', 'the signature does not fit the checkpoint');
    if (verdict === 'unknown-key')
      this.add(custodyPaths.checkpoint, 'malformed', 'not signed by the key that proofs.json names');
    return checkpoint;
  }

  /**
   * Events and proofs, both in the order of the log, paired by number: a line taken out of either is one finding and not
   * one for every line behind it.
   */
  private async checkEvents(
    checkpoint: Checkpoint,
    events: AsyncIterator<string>,
    proofs: ProofReader,
  ): Promise<void> {
    const inclusion = new InclusionChecker(this.request.sha256, checkpoint.size, checkpoint.root);
    let before = -1;
    for (let number = 1; ; number += 1) {
      this.request.signal?.throwIfAborted();
      const next = await events.next();
      if (next.done === true) break;
      const place = (detail: string) => `line ${number}: ${detail}`;
      const event = parseEventLine(next.value);
      if (!event) {
        this.brokenLines += 1;
        this.add(custodyPaths.events, 'malformed', place('not {"sequence", "leaf", "disclosures"}'));
        await proofs.peek();
        proofs.take();
        continue;
      }
      this.events += 1;
      const leaf = leafHash(this.request.sha256, utf8(event.leaf));
      const proves = ({ sequence, path }: { sequence: number; path: readonly Uint8Array[] }) =>
        inclusion.check(leaf, sequence, path);
      const { sequence } = event;
      const proof = await this.proofFor(sequence, before, proofs, proves);
      const position = proof?.sequence ?? sequence;
      if (position !== sequence)
        this.add(custodyPaths.events, 'changed', place(`it says event ${sequence} and is event ${position}`));
      this.checkValues(event, position, place);
      if (position <= before)
        this.add(custodyPaths.events, 'malformed', place('not in the order of the log'));
      // One that stands further down than it should: it is not missing, and its proof was passed already.
      if (position <= before && this.missing.delete(position)) continue;
      before = Math.max(before, position);
      if (!proof) this.unproved.add(sequence);
      else if (!proof.proved) {
        const detail = `event ${sequence} is not proved to stand in the signed log`;
        this.add(custodyPaths.events, 'changed', place(detail));
      }
    }
    await this.proofFor(Number.POSITIVE_INFINITY, before, proofs, () => false);
    const end = await proofs.peek();
    if (end.kind === 'end' && !end.sound)
      this.add(custodyPaths.proofs, 'malformed', `line ${end.line}: not the end that is expected here`);
  }

  /**
   * Moves on to the proof of an event, or to where it should stand (null). Proofs on the way are of events that are
   * not there; unless they prove this very event, which then says a wrong number of itself.
   */
  private async proofFor(
    sequence: number,
    before: number,
    proofs: ProofReader,
    proves: (proof: { sequence: number; path: readonly Uint8Array[] }) => boolean,
  ): Promise<{ readonly sequence: number; readonly proved: boolean } | null> {
    for (;;) {
      const proof = await proofs.peek();
      if (proof.kind === 'end') return null;
      if (proof.kind === 'proof' && proof.sequence > sequence && !proves(proof)) return null;
      proofs.take();
      if (proof.kind === 'malformed') {
        this.add(custodyPaths.proofs, 'malformed', `line ${proof.line}: not {"sequence", "path"}`);
        if (sequence < Number.POSITIVE_INFINITY) return { sequence, proved: true };
        continue;
      }
      const proved = proves(proof);
      if (proved || proof.sequence === sequence) return { sequence: proof.sequence, proved };
      if (proof.sequence > before) this.missing.add(proof.sequence);
      else this.add(custodyPaths.proofs, 'malformed', `line ${proof.line}: not in the order of the log`);
    }
  }

  /** What is not there, a run of neighbours in one finding, and what follows from it in one more. */
  private reportMissing(): void {
    for (const names of this.missing.names())
      this.add(custodyPaths.events, 'missing', `not there, though proofs.json has a proof for it: ${names}`);
    for (const names of this.unproved.names())
      this.add(custodyPaths.proofs, 'missing', `no proof for ${names}`);
    const explained = this.missing.count + this.brokenLines > 0;
    const bare: string[] = [];
    let count = 0;
    for (const { path, sha256 } of this.request.exhibits()) {
      if (!this.awaited.has(sha256)) continue;
      count += 1;
      if (!explained) this.add(path, 'missing', 'no ingestion event for these bytes is disclosed');
      else if (bare.length < exhibitsNamed) bare.push(path);
    }
    const [only] = bare;
    if (only === undefined) return;
    if (count === 1)
      this.add(only, 'missing', 'the event that took it in is not among the events that can be read');
    else {
      const names = bare.join(', ') + (count > bare.length ? ', …' : '');
      const detail = `the events that took in ${count} exhibits are not among those that can be read: ${names}`;
      this.add(custodyPaths.events, 'missing', detail);
    }
  }

  private checkValues(
    event: { readonly leaf: string; readonly disclosures: unknown },
    position: number,
    place: (detail: string) => string,
  ): void {
    const { values, problems } = checkEvent(this.request.sha256, event.leaf, event.disclosures);
    for (const { code, detail } of problems) {
      this.add(custodyPaths.events, code === 'value-changed' ? 'changed' : 'malformed', place(detail));
    }
    if (values.sequence !== undefined && values.sequence !== position)
      this.add(custodyPaths.events, 'changed', place(`an event of another position than ${position}`));
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
