import { formatVerifierKey } from '../../verifier/custody/signed-note.ts';
import { csvHead, csvLine, csvLineEnd, csvRow } from '../../verifier/records/catalogue-csv.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { version } from '../../shared/version.ts';
import { formatPublicKey, formatSignature } from '../../verifier/signature/minisign.ts';
import { signingKeyLabel } from '../../verifier/signature/package-signature.ts';
import { blake2b, sha256 } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import { signMessage } from '../cryptography/signing.ts';
import type { SigningKey } from '../identities/secret-key.ts';
import type { StoredCheckpoint } from '../custody/checkpoint.ts';
import { inOrder } from '../jobs/in-order.ts';
import { ProgressMeter } from '../jobs/progress.ts';
import { Bag, bagInfo } from './bag.ts';
import { addCustody } from './custody-files.ts';
import { copyOriginal, OriginalReader, type Original } from './originals.ts';
import { exhibitFiles, type PackagePlan } from './plan.ts';
import type { PackageOutput } from './output.ts';
import type { PackedNumbers } from './packed-numbers.ts';
import { readmeText } from './readme.ts';
import { digestsOf } from './spool.ts';
import { takingTurns } from '../jobs/turns.ts';
import type { Digests, ExportContext, ExportRequest } from './types.ts';

export interface BagPlan {
  readonly plan: PackagePlan;
  readonly items: PackedNumbers;
  readonly nameExhibit: (position: number) => string;
  readonly checkpoint: StoredCheckpoint;
  readonly output: PackageOutput;
  readonly time: Date;
}

/** One file of the payload: an original to copy, or the record of an item to write. */
type Step =
  | { readonly kind: 'original'; readonly path: string; readonly original: Original }
  | {
      readonly kind: 'record';
      readonly path: string;
      readonly itemId: number;
      readonly exhibit: string;
      readonly files: readonly string[];
    };

interface Written {
  readonly path: string;
  readonly size: number;
  readonly digests: Digests;
  readonly isOriginal: boolean;
  /** Lines for the catalogue. */
  readonly lines: string;
  readonly complete: () => Promise<void>;
}

/** Files on their way at once, beyond the threads that copy: records are written meanwhile. */
const ahead = 6;
/** The disk is asked to begin with what is there after so many bytes, so that the last sync has little left to do. */
const flushEvery = 64 * 1024 * 1024;

/** Writes the whole bag and reads its lists again. Returns the SHA-256 of tagmanifest-sha256.txt. */
export async function writeBag(
  context: ExportContext,
  request: ExportRequest,
  bagPlan: BagPlan,
): Promise<string> {
  const { plan, checkpoint, output, time } = bagPlan;
  const { signal } = request;
  const bag = await Bag.begin(output);
  await addExhibits(context, request, bagPlan, bag);
  const pause = takingTurns(signal);
  const { db, events } = context;
  await addCustody(output, bag, { db, logId: events.log.id, checkpoint, sequences: plan.sequences, pause });
  const info = [
    ['Bag-Software-Agent', `Stele ${version}`],
    ['Bagging-Date', time.toISOString().slice(0, 10)],
    ['Payload-Oxum', `${bag.payloadBytes}.${bag.payloadFiles}`],
    ['External-Identifier', `urn:uuid:${uuidText(plan.uid)}`],
    ['Stele-Package-Format', 1],
    ['Stele-Profile', plan.profile],
    ['Stele-Exhibits', plan.items],
    ['Stele-Checkpoint-Size', checkpoint.size],
    ...(checkpoint.note === null
      ? []
      : ([['Stele-Checkpoint-Key', formatVerifierKey(sha256, checkpoint.key)]] as const)),
    ...(context.signingKey ? ([[signingKeyLabel, formatPublicKey(context.signingKey)]] as const) : []),
  ] as const;
  await bag.addTag('bag-info.txt', bagInfo(info));
  await bag.addTag('README.txt', readmeText);
  const tagManifest = await bag.seal();
  if (context.signingKey) {
    const signature = signTagManifest(context.signingKey, tagManifest.text, time);
    await bag.addBeside('tagmanifest-sha256.txt.minisig', signature);
  }
  await output.finish();
  await rereadLists(context, bag, output, signal);
  return tagManifest.sha256;
}

/** The trusted comment is what minisign itself would write, so that its users know it. */
function signTagManifest(key: SigningKey, text: string, time: Date): string {
  const comment = `timestamp:${Math.floor(time.getTime() / 1000)}\tfile:tagmanifest-sha256.txt\thashed`;
  return formatSignature(key, comment, blake2b(Buffer.from(text), 64), (message) =>
    signMessage(key.seed, message),
  );
}

async function addExhibits(
  context: ExportContext,
  request: ExportRequest,
  bagPlan: BagPlan,
  bag: Bag,
): Promise<void> {
  const { plan, output } = bagPlan;
  // Stops what is in flight when one file fails, as well as when the caller says so.
  const failed = new AbortController();
  const signal = AbortSignal.any([request.signal, failed.signal]);
  const catalogue = await output.openSpool('data/catalogue.csv');
  await catalogue.write(csvHead + csvLineEnd);
  const progress = new ExportProgress(context, request, plan);
  const pause = takingTurns(request.signal);
  // The others are then stopped too, and fail in their turn: what is told is why the first one did.
  let cause: { readonly error: unknown } | null = null;
  const run = async (step: Step): Promise<Written> => {
    try {
      return await runStep(context, plan, step, output, signal);
    } catch (error) {
      cause ??= { error };
      failed.abort();
      throw cause.error;
    }
  };
  let flushing: Promise<void> | null = null;
  let unflushed = 0;
  try {
    for await (const written of inOrder(stepsOf(context, bagPlan), context.pool.size + ahead, run)) {
      await written.complete();
      await bag.listPayload(written.path, written.size, written.digests);
      if (written.lines !== '') await catalogue.write(written.lines);
      if (written.isOriginal) progress.done();
      unflushed += written.size;
      if (unflushed >= flushEvery && !flushing) {
        unflushed = 0;
        // A failure to sync shows again when the file is finished.
        flushing = output.flush().then(
          () => void (flushing = null),
          () => void (flushing = null),
        );
      }
      await pause();
    }
  } finally {
    progress.end();
    await flushing;
  }
  await bag.addPayloadSpool('data/catalogue.csv', catalogue);
}

function* stepsOf(context: ExportContext, { plan, items, nameExhibit }: BagPlan): Generator<Step> {
  const reader = new OriginalReader(context.db, plan.bounds.lastFile);
  let position = 0;
  for (const itemId of items) {
    position += 1;
    const exhibit = nameExhibit(position);
    const files: string[] = [];
    for (const [path, original] of exhibitFiles(exhibit, reader.ofItem(itemId))) {
      files.push(path);
      yield { kind: 'original', path, original };
    }
    yield { kind: 'record', path: `data/metadata/${exhibit}.json`, itemId, exhibit, files };
  }
}

async function runStep(
  context: ExportContext,
  { bounds }: PackagePlan,
  step: Step,
  output: PackageOutput,
  signal: AbortSignal,
): Promise<Written> {
  const { path } = step;
  if (step.kind === 'original') {
    const { size, digests } = step.original;
    const complete = await copyOriginal(context, step.original, output, path, signal);
    return { path, size, digests, isOriginal: true, lines: '', complete };
  }
  if (signal.aborted) throw new AppError('interrupted');
  const item = context.readItemFile(step.itemId, bounds);
  const { exhibit } = step;
  const paths = item.files.map((_, index) => step.files[index] ?? '');
  const files = item.files.map((file, index) => ({ path: paths[index], ...file }));
  const bytes = Buffer.from(`${JSON.stringify({ exhibit, ...item, files }, null, 1)}\n`);
  const lines = item.files
    .map((file, index) => csvLine(csvRow(exhibit, paths[index] ?? '', item, file)) + csvLineEnd)
    .join('');
  const complete = await output.addBytes(path, bytes);
  return { path, size: bytes.length, digests: digestsOf(bytes), isOriginal: false, lines, complete };
}

class ExportProgress {
  private readonly meter: ProgressMeter;
  private readonly timer: NodeJS.Timeout;
  private readonly base: number;
  private files = 0;
  private readonly context: ExportContext;
  private readonly plan: PackagePlan;

  constructor(context: ExportContext, request: ExportRequest, plan: PackagePlan) {
    this.context = context;
    this.plan = plan;
    this.base = context.pool.bytesRead();
    this.meter = new ProgressMeter('export', request.onProgress);
    // Between files too: one of them may be as long as a film.
    this.timer = setInterval(() => this.report(false), 200);
    this.report(true);
  }

  done(): void {
    this.files += 1;
    this.report(false);
  }

  end(): void {
    clearInterval(this.timer);
    this.report(true);
  }

  private report(force: boolean): void {
    const { files: total, bytes: totalBytes } = this.plan;
    const bytes = Math.min(totalBytes, this.context.pool.bytesRead() - this.base);
    this.meter.update({ done: this.files, total, bytes, totalBytes, failures: 0 }, force);
  }
}

/**
 * Reads the lists and tag files back: they are what everything else is checked against. Exhibits are not read a second
 * time: right after writing they would come from the system's cache, which says little about the disk.
 */
async function rereadLists(
  context: ExportContext,
  bag: Bag,
  output: PackageOutput,
  signal: AbortSignal,
): Promise<void> {
  for (const { path, digests } of bag.written()) {
    const request = { source: output.source(path), algorithms: ['sha256'] } as const;
    const result = await context.pool.run(request, signal);
    if (result.digests.sha256 !== digests.sha256)
      throw new AppError('write-failed', { path, reason: 'it reads back differently from what was written' });
  }
}
