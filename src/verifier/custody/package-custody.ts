import type { Check, Finding, Problem } from '../../shared/records/verification.ts';
import { checkRecords, metadataPathOf, type RecordSources } from '../records/check-records.ts';
import { Commitments } from './commitments.ts';
import { decodeUtf8, hex, utf8 } from './encoding.ts';
import { checkEvent, type EventValues } from './event.ts';
import { isObject } from './event-fields.ts';
import { GrowingTree, leafHash, type Sha256 } from './merkle.ts';
import { InclusionChecker } from './inclusion-checker.ts';
import { ExhibitLedger } from './exhibit-ledger.ts';
import { custodyPaths, parseEventLine } from './package-files.ts';
import { checkHead } from './package-head.ts';
import { ProofReader } from './proof-lines.ts';
import { SequenceRanges } from './sequence-ranges.ts';
import type { Checkpoint, VerifySignature } from './signed-note.ts';

/** The custody part of a package (docs/formats/package.md): events of its own items, each proved into a signed checkpoint. */

export interface CustodyRequest {
  /** A file of the package, whole, or null if it is not there. Used for the small ones. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
  /** Lines of a file without their line feeds, or null if it is not there: for the two that may be gigabytes. */
  readonly readLines?: (path: string) => Promise<AsyncIterable<string> | null>;
  readonly sha256: Sha256;
  readonly verifySignature: VerifySignature;
  /** Files under data/exhibits/ with the SHA-256 (lower-case hex) that the payload manifest gives. Run through twice. */
  readonly exhibits: () => Iterable<{ readonly path: string; readonly sha256: string }>;
  /** What is written about the exhibits; without it only their bytes are covered. */
  readonly records?: RecordSources;
  readonly signal?: AbortSignal;
}

export interface CustodyResult {
  readonly check: Check;
  readonly findings: readonly Finding[];
  readonly events: number;
}

const coversBytes = "they cover the exhibits' bytes";
const coversRecords = `${coversBytes} and what was recorded of them when they were taken in`;
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
  private readonly exhibits: ExhibitLedger;
  private readonly commitments = new Commitments();
  /** Over the positions of the events that are there. */
  private readonly positions: GrowingTree;
  /** Events that have a proof and are not there. */
  private readonly missing = new SequenceRanges(mostFindings);
  /** Events that are there and have no proof. */
  private readonly unproved = new SequenceRanges(mostFindings);
  /** Lines of events.jsonl that are no events. */
  private brokenLines = 0;

  constructor(request: CustodyRequest) {
    this.request = request;
    this.exhibits = new ExhibitLedger(request.sha256, request.exhibits);
    this.positions = new GrowingTree(request.sha256);
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
    const reason = `${this.events} events stood in the log when its checkpoint was signed, by the key that the package itself names; ${this.request.records ? coversRecords : coversBytes}`;
    return this.result('verified', reason);
  }

  private async checkAll(note: Uint8Array, events: AsyncIterable<string>, proofs: AsyncIterable<string>) {
    const [eventLines, proofLines] = [events[Symbol.asyncIterator](), proofs[Symbol.asyncIterator]()];
    try {
      const first = await proofLines.next();
      const { sha256, verifySignature } = this.request;
      const head = checkHead(sha256, verifySignature, note, first.done === true ? '' : first.value);
      for (const { path, problem, detail } of head.findings) this.add(path, problem, detail);
      this.unsigned = head.unsigned;
      const { checkpoint } = head;
      if (!checkpoint) return;
      this.exhibits.begin();
      await this.checkEvents(checkpoint, eventLines, new ProofReader(proofLines));
      this.reportMissing();
      await this.checkRecords();
      // Whatever is found missing or changed by itself changes these lists too, and is told already.
      if (this.failures === 0) this.checkLists();
    } finally {
      await eventLines.return?.();
      await proofLines.return?.();
    }
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
    const bare: string[] = [];
    let count = 0;
    for (const path of this.exhibits.notTakenIn()) {
      count += 1;
      if (!this.explained) this.add(path, 'missing', 'no ingestion event for these bytes is disclosed');
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

  /** Events are missing or cannot be read: what they would have committed to is not asked for once more. */
  private get explained(): boolean {
    return this.missing.count + this.brokenLines > 0;
  }

  private async checkRecords(): Promise<void> {
    const { records, sha256, signal } = this.request;
    if (!records) return;
    const unread = await checkRecords({
      sources: records,
      sha256,
      signal,
      commitments: this.commitments,
      explained: this.explained,
      digestOf: records.digestOf,
      add: (path, problem, detail) => this.add(path, problem, detail),
      tell: (path) => this.exhibits.noteTold(records.digestOf(path) ?? ''),
    });
    for (const path of this.exhibits.notTold()) {
      const metadata = metadataPathOf(path) ?? path;
      if (!unread.has(metadata)) this.add(metadata, 'missing', `no metadata file tells of ${path}`);
    }
  }

  /** What the export said when it began: which events and exhibits belong to it, and by which names. */
  private checkLists(): void {
    const { started } = this.commitments;
    if (!started) {
      this.add(custodyPaths.events, 'missing', 'the event that began the export is not disclosed');
      return;
    }
    if (started.events !== hex(this.positions.root()))
      this.add(custodyPaths.events, 'missing', 'events were taken out together with their proofs');
    if (started.exhibits !== hex(this.exhibits.root()))
      this.add(
        'data/exhibits',
        'changed',
        'not the exhibits, or not by the names, with which the export began',
      );
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
    this.commitments.note(values);
    // The export's own beginning is not in the list that it commits to.
    if (!this.commitments.started)
      this.positions.appendLeaf(leafHash(this.request.sha256, utf8(`${position}`)));
    const bytes = ingestedSha256(values);
    if (bytes === null) return;
    // A package tells of its own items only: an event without its exhibit is an exhibit that was taken out.
    if (!this.exhibits.noteTakenIn(bytes)) {
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
