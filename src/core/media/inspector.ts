import type { ReadingWarning } from '../../shared/records/readings.ts';
import type { Failure, Outcome } from './confined-process.ts';
import { hasText } from './has-text.ts';
import { HeavyGate } from './heavy-gate.ts';
import { decoderPlan } from './launch-decoder.ts';
import { exifToolPlan } from './launch-exiftool.ts';
import { spawnChild, type LaunchPlan, type SpawnChild } from './launch.ts';
import { liftReadings } from './lift.ts';
import { mediaTypes } from './media-types.ts';
import type { DrawRequest, ResultOf } from './messages.ts';
import { ProcessPool } from './process-pool.ts';
import type { TableForm } from './read-table.ts';
import { TagTable } from './tag-table.ts';
import {
  defaultLimits,
  type ByteSource,
  type Drawing,
  type Inspection,
  type MediaDrawer,
  type MediaGlancer,
  type MediaInspector,
  type MediaLimits,
  type TableReader,
  type TableReading,
  type Thumbnail,
} from './types.ts';

export interface InspectorOptions {
  /** Child processes of each kind at most. */
  readonly processes?: number;
  readonly spawn?: SpawnChild;
  readonly limits?: Partial<MediaLimits>;
  /** Null: as on a machine without Perl. */
  readonly exifTool?: LaunchPlan | null;
  /** The Node that decodes, where the host itself runs in something else. */
  readonly node?: string | undefined;
}

/** Milliseconds a file waits for a busy child before another is started. */
const patience = 20;

/** Children start with the first file. The caller closes the inspector. */
export function openMediaInspector(
  options: InspectorOptions = {},
): MediaInspector & MediaGlancer & MediaDrawer & TableReader & { pids(): readonly number[] } {
  const limits = { ...defaultLimits, ...options.limits };
  const spawn = options.spawn ?? spawnChild;
  const most = options.processes ?? 2;
  const { retireMemory, startTime } = limits;
  const decoders = new ProcessPool({
    plan: decoderPlan(options.node),
    spawn,
    most,
    patience,
    retireMemory,
    limits: { time: limits.decodeTime, memory: limits.decodeMemory, startTime, gate: new HeavyGate() },
  });
  const plan = options.exifTool === undefined ? exifToolPlan() : options.exifTool;
  const readers =
    plan &&
    new ProcessPool({
      plan,
      spawn,
      most,
      patience,
      retireMemory,
      limits: { time: limits.metadataTime, memory: limits.metadataMemory, startTime },
    });
  return new Inspector(decoders, readers);
}

class Inspector implements MediaInspector, MediaGlancer, MediaDrawer, TableReader {
  private readonly decoders: ProcessPool;
  private readonly readers: ProcessPool | null;
  /** False once it is known that ExifTool cannot run here: it is not tried again for every file. */
  private readersRun: boolean;

  constructor(decoders: ProcessPool, readers: ProcessPool | null) {
    this.decoders = decoders;
    this.readers = readers;
    this.readersRun = readers !== null;
  }

  async inspect(
    source: ByteSource,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Inspection> {
    const { signal } = options;
    const [picture, metadata] = await Promise.all([
      this.decode(source, signal),
      this.readMetadata(source, signal),
    ]);
    const tags = new TagTable(metadata.tags);
    const readings = liftReadings(tags, metadata.reader ?? 'no reader', picture.mediaType, picture);
    const preview = picture.previewWanted
      ? await this.drawPreview(source, readings.orientation, signal)
      : null;
    const text = hasText(picture.mediaType) ? await this.readText(source, signal) : '';
    const warnings = [
      ...readings.warnings,
      ...picture.warnings,
      ...metadata.warnings,
      ...(preview?.warnings ?? []),
    ];
    return {
      mediaType: picture.mediaType,
      extension: extensionOf(picture.mediaType),
      reader: metadata.reader,
      metadata: tags.grouped(),
      readings: { ...readings, warnings },
      thumbnail: picture.thumbnail ?? preview?.thumbnail ?? null,
      ...(text === '' ? {} : { text }),
    };
  }

  async glance(
    source: ByteSource,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Pick<Inspection, 'mediaType' | 'thumbnail'>> {
    const { mediaType, thumbnail, previewWanted } = await this.decode(source, options.signal);
    // Who looks through pictures takes them in next.
    if (this.readersRun) this.readers?.warm();
    // The way up of a RAW picture's preview stands in the metadata.
    return previewWanted ? this.inspect(source, options) : { mediaType, thumbnail };
  }

  async draw(
    source: ByteSource,
    request: DrawRequest,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Drawing> {
    const { signal } = options;
    const first = await this.drawOnce(source, { ...request, orientation: null }, false, signal);
    if (first.kind !== 'preview-wanted') return first;
    const none = { kind: 'none', reason: 'no-preview', mediaType: first.mediaType } as const;
    if (!this.readers || !this.readersRun) return none;
    const task = { type: 'task', task: 'preview', size: source.size } as const;
    const found = await this.readers.use((child) => child.run(task, 'preview', source, signal));
    if (found.kind === 'failed') return { ...none, reason: 'stopped' };
    if (found.body.length === 0) return none;
    const drawn = await this.drawOnce(inMemory(found.body), request, true, signal);
    if (drawn.kind === 'drawn') return { ...drawn, basis: 'embedded' };
    return drawn.kind === 'none' ? { ...drawn, mediaType: first.mediaType } : none;
  }

  async readTable(
    source: ByteSource,
    request: { readonly form: TableForm; readonly sheet: number | null },
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<TableReading> {
    const task = { type: 'task', task: 'table', size: source.size, ...request } as const;
    const outcome = await this.decoders.use((child) => child.run(task, 'table', source, options.signal));
    if (outcome.kind === 'failed') {
      refuseUnavailable(outcome.failure);
      return { kind: 'none', reason: outcome.failure };
    }
    const { table, refused } = outcome.message;
    return table
      ? { kind: 'table', ...table, body: outcome.body }
      : { kind: 'none', reason: refused ?? 'misbehaved' };
  }

  private async drawOnce(
    source: ByteSource,
    request: DrawRequest,
    isPreview: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Drawing | { readonly kind: 'preview-wanted'; readonly mediaType: string }> {
    const task = { type: 'task', task: 'draw', size: source.size, isPreview, ...request } as const;
    const outcome = await this.decoders.use((child) => child.run(task, 'drawn', source, signal));
    if (outcome.kind === 'failed') {
      refuseUnavailable(outcome.failure);
      return { kind: 'none', reason: 'stopped', mediaType: outcome.mediaType };
    }
    const { mediaType, drawing, refused } = outcome.message;
    if (refused === 'preview-wanted') return { kind: refused, mediaType };
    if (!drawing || outcome.body.length === 0)
      return { kind: 'none', reason: refused ?? 'damaged', mediaType };
    const { isPage, ...sizes } = drawing;
    return { kind: 'drawn', basis: isPage ? 'page' : 'picture', bytes: outcome.body, ...sizes };
  }

  pids(): readonly number[] {
    return [...this.decoders.pids(), ...(this.readers?.pids() ?? [])];
  }

  async close(): Promise<void> {
    await Promise.all([this.decoders.close(), this.readers?.close()]);
  }

  private async decode(source: ByteSource, signal: AbortSignal | undefined): Promise<Drawn> {
    const task = { type: 'task', task: 'picture', size: source.size } as const;
    const outcome = await this.decoders.use((child) => child.run(task, 'picture', source, signal));
    if (outcome.kind === 'failed') {
      refuseUnavailable(outcome.failure);
      const mediaType = outcome.mediaType ?? 'application/octet-stream';
      return { ...nothingDrawn, mediaType, warnings: [failureWarning('decoder', outcome.failure)] };
    }
    return drawn(outcome.message, outcome.body);
  }

  private async readMetadata(source: ByteSource, signal: AbortSignal | undefined): Promise<Read> {
    const task = { type: 'task', task: 'metadata', size: source.size } as const;
    const warnings: ReadingWarning[] = [];
    if (this.readers && this.readersRun) {
      const outcome = await this.readers.use((child) => child.run(task, 'metadata', source, signal));
      if (outcome.kind === 'done') return readOf(outcome);
      // Files that wait for a reader meanwhile find out for themselves: the pool stays open for them.
      if (outcome.failure === 'unavailable') this.readersRun = false;
      else warnings.push(failureWarning('reader', outcome.failure));
    }
    // Perl is not there, or ExifTool died of this file: exifr reads less, and says so.
    const fallback = await this.decoders.use((child) => child.run(task, 'metadata', source, signal));
    warnings.push({
      code: 'reader-limited',
      detail: 'ExifTool could not read it here; exifr did, which knows fewer tags',
    });
    if (fallback.kind === 'failed') {
      return { tags: [], reader: null, warnings: [...warnings, failureWarning('reader', fallback.failure)] };
    }
    const read = readOf(fallback);
    return { ...read, warnings: [...warnings, ...read.warnings] };
  }

  /** What cannot be read has no words to be found by, and is stored all the same. */
  private async readText(source: ByteSource, signal: AbortSignal | undefined): Promise<string> {
    const task = { type: 'task', task: 'text', size: source.size } as const;
    const outcome = await this.decoders.use((child) => child.run(task, 'text', source, signal));
    return outcome.kind === 'done' ? Buffer.from(outcome.body).toString('utf8') : '';
  }

  /** RAW pictures carry a JPEG for people to look at. */
  private async drawPreview(
    source: ByteSource,
    orientation: number | null,
    signal: AbortSignal | undefined,
  ): Promise<Pick<Drawn, 'thumbnail' | 'warnings'>> {
    if (!this.readers || !this.readersRun) return { thumbnail: null, warnings: [] };
    const task = { type: 'task', task: 'preview', size: source.size } as const;
    const found = await this.readers.use((child) => child.run(task, 'preview', source, signal));
    if (found.kind === 'failed')
      return { thumbnail: null, warnings: [failureWarning('reader', found.failure)] };
    const jpeg = found.body;
    if (jpeg.length === 0) return { thumbnail: null, warnings: [] };
    const draw = { type: 'task', task: 'thumbnail', size: jpeg.length, orientation } as const;
    const outcome = await this.decoders.use((child) => child.run(draw, 'picture', inMemory(jpeg), signal));
    if (outcome.kind === 'failed')
      return { thumbnail: null, warnings: [failureWarning('decoder', outcome.failure)] };
    return drawn(outcome.message, outcome.body);
  }
}

function inMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

interface Drawn {
  readonly mediaType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly thumbnail: Thumbnail | null;
  readonly previewWanted: boolean;
  readonly warnings: readonly ReadingWarning[];
}

interface Read {
  readonly tags: ResultOf<'metadata'>['tags'];
  readonly reader: string | null;
  readonly warnings: readonly ReadingWarning[];
}

const nothingDrawn = { width: null, height: null, thumbnail: null, previewWanted: false } as const;

function drawn(message: ResultOf<'picture'>, body: Uint8Array): Drawn {
  const { mediaType, width, height, thumbnail, previewWanted, warnings } = message;
  const made =
    thumbnail && body.length > 0 ? { bytes: body, ...thumbnail, mediaType: 'image/webp' as const } : null;
  return { mediaType, width, height, thumbnail: made, previewWanted, warnings };
}

function readOf({ message, reader }: Extract<Outcome<'metadata'>, { kind: 'done' }>): Read {
  const warnings: ReadingWarning[] = [];
  if (message.truncated)
    warnings.push({ code: 'metadata-truncated', detail: 'there are more tags than are kept' });
  if (message.failure !== '')
    warnings.push({ code: 'metadata-damaged', detail: 'the reader stopped before the end of the metadata' });
  return { tags: message.tags, reader: message.tags.length > 0 ? reader : null, warnings };
}

const failureTexts: Readonly<Record<Failure, string>> = {
  crashed: 'ended',
  timeout: 'took too long and was stopped',
  memory: 'took too much memory and was stopped',
  misbehaved: 'broke the protocol and was stopped',
  unavailable: 'could not be started',
};

/** The file did something to the process that looked into it; the original is stored all the same. */
function failureWarning(who: 'decoder' | 'reader', failure: Failure): ReadingWarning {
  return {
    code: `${who}-${failure}`,
    detail: `The process that looked into this file ${failureTexts[failure]}; the file itself is stored whole.`,
  };
}

/** Without its decoder the program cannot do its work for any file: that is a fault, not a property of this one. */
function refuseUnavailable(failure: Failure): void {
  if (failure === 'unavailable') throw new Error('the decoding process cannot be started');
}

function extensionOf(mediaType: string): string {
  return Object.entries(mediaTypes).find(([name]) => name === mediaType)?.[1] ?? 'bin';
}
