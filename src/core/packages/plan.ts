import { hex, utf8 } from '../../verifier/custody/encoding.ts';
import { GrowingTree, leafHash } from '../../verifier/custody/merkle.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { sequencesAbout } from '../custody/read.ts';
import { exhibitNamer, exhibitPath } from './names.ts';
import { OriginalReader, type Original } from './originals.ts';
import { PackedNumbers } from './packed-numbers.ts';
import { takingTurns } from '../jobs/turns.ts';
import type {
  ExportContext,
  ExportRequest,
  PackageBounds,
  PackageForm,
  PackageGiving,
  PackageProfile,
} from './types.ts';

export interface PackagePlan {
  readonly uid: Uint8Array;
  readonly profile: PackageProfile;
  readonly form: PackageForm;
  readonly giving: PackageGiving | null;
  readonly bounds: PackageBounds;
  readonly items: number;
  readonly files: number;
  readonly bytes: number;
  /** Bytes of the largest file that will be written. */
  readonly largest: number;
  /** Events to disclose: those of the package's items, their files, and what began the accessions of these. */
  readonly sequences: PackedNumbers;
  /** By which the export's first event commits to the list of these, and of the exhibits (docs/formats/package.md). */
  readonly eventsRoot: string;
  readonly exhibitsRoot: string;
}

/** Exhibits with their originals, in order. */
export function* exhibitFiles(
  exhibit: string,
  originals: readonly Original[],
): Generator<readonly [path: string, original: Original]> {
  for (const [at, original] of originals.entries())
    yield [exhibitPath(exhibit, at + 1, original.mediaType), original];
}

/** What will be written, read once through before anything is. */
export async function makePlan(
  context: ExportContext,
  request: ExportRequest,
  items: PackedNumbers,
): Promise<PackagePlan> {
  const { db, events } = context;
  const bounds = boundsOf(context);
  const reader = new OriginalReader(db, bounds.lastFile);
  const subjects = new EventFinder(context, bounds);
  const exhibits = new GrowingTree(sha256);
  const nameExhibit = exhibitNamer(items.length);
  const pause = takingTurns(request.signal);
  let [files, bytes, largest, position] = [0, 0, 0, 0];
  for (const item of items) {
    position += 1;
    const originals = reader.ofItem(item);
    subjects.add(item, originals);
    const lines = [...exhibitFiles(nameExhibit(position), originals)].map(([path, { size, digests }]) => {
      files += 1;
      bytes += size;
      largest = Math.max(largest, size);
      return { path, line: `${digests.sha256}  ${path}` };
    });
    // As `LC_ALL=C sort` would have all of them: exhibits are in order, their further files before the first.
    lines.sort((left, right) => (left.path < right.path ? -1 : 1));
    for (const { line } of lines) exhibits.appendLeaf(leafHash(sha256, utf8(line)));
    await pause();
  }
  const { sequences } = subjects;
  const positions = new GrowingTree(sha256);
  for (const sequence of sequences.sorted()) {
    positions.appendLeaf(leafHash(sha256, utf8(String(sequence))));
    await pause();
  }
  const { profile, form, giving = null } = request;
  if (form === 'zip') largest = bytes;
  const roots = { eventsRoot: hex(positions.root()), exhibitsRoot: hex(exhibits.root()) };
  const uid = uuidV7(events.clock());
  return {
    uid,
    profile,
    form,
    giving,
    bounds,
    items: items.length,
    files,
    bytes,
    largest,
    sequences,
    ...roots,
  };
}

function boundsOf({ db, events }: ExportContext): PackageBounds {
  const read = db.transaction(() => ({
    events: events.log.row().size,
    lastFile: db.prepare<[], number | null>('SELECT max(id) FROM file').pluck().get() ?? 0,
  }));
  return read();
}

/** Positions of what happened to items, their files and the accessions that brought them, before the export. */
class EventFinder {
  readonly sequences = new PackedNumbers();
  private readonly context: ExportContext;
  private readonly bounds: PackageBounds;
  private readonly accessions = new Set<number>();
  private readonly itemUid;
  private readonly accessionUid;

  constructor(context: ExportContext, bounds: PackageBounds) {
    this.context = context;
    this.bounds = bounds;
    this.itemUid = context.db.prepare<[number], Uint8Array>('SELECT uid FROM item WHERE id = ?').pluck();
    this.accessionUid = context.db
      .prepare<[number], Uint8Array>('SELECT uid FROM accession WHERE id = ?')
      .pluck();
  }

  add(item: number, originals: readonly Original[]): void {
    const uid = this.itemUid.get(item);
    if (uid) this.take(this.about('item', uuidText(uid)));
    for (const { fileUid, accessionId } of originals) {
      this.take(this.about('file', fileUid));
      if (this.accessions.has(accessionId)) continue;
      this.accessions.add(accessionId);
      const accession = this.accessionUid.get(accessionId);
      if (accession) this.take(this.committing(uuidText(accession)));
    }
  }

  /** The events that commit to what is recorded of an accession: its first, and those by which something was erased of it. */
  private committing(accession: string): readonly number[] {
    const { db, events } = this.context;
    const erasures = db
      .prepare<[string, number], number>(
        "SELECT sequence FROM event_disclosure WHERE subject = ? AND log_id = ? AND type = 'deletion'",
      )
      .pluck()
      .all(`accession:${accession}`, events.log.id);
    return [...new Set([...this.about('accession', accession).slice(0, 1), ...erasures])];
  }

  private about(kind: string, id: string): readonly number[] {
    const { db, events } = this.context;
    return sequencesAbout(db, events.log.id, { kind, id });
  }

  private take(sequences: readonly number[]): void {
    for (const sequence of sequences) if (sequence < this.bounds.events) this.sequences.push(sequence);
  }
}
