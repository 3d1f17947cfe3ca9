import type { CanonicalValue } from './canonical.ts';
import type { EventValues } from './event.ts';
import { isObject, subjectOf } from './event-fields.ts';

/** What the events of a package commit to, for its exhibits, metadata files and catalogue to be held against. */
export class Commitments {
  /** Digest of a file's record, by the file's id. */
  readonly files = new Map<string, string>();
  /** Digest of an item's record as the last event left it, by the item's id. */
  readonly items = new Map<string, string>();
  readonly accessions = new Map<string, string>();
  /** Digests of where a file was seen again, by the file's id; taken out one by one as they are met. */
  readonly sightings = new Map<string, string[]>();
  /** Of the event that began the export: digests of the lists of its events and exhibits. */
  started: { readonly events: string | null; readonly exhibits: string | null } | null = null;

  note(values: EventValues): void {
    const { type, outcome, detail } = values;
    const subject = subjectOf(values.subject);
    if (!subject || !isObject(detail) || outcome === 'failure') return;
    const record = textOf(detail.record);
    if (type === 'ingestion' && subject.kind === 'file') {
      if (detail.seenAgain === true) this.noteSighting(subject.id, record);
      else this.noteFile(subject.id, record, detail.item);
    } else if (type === 'ingestion' && subject.kind === 'accession') {
      if (detail.phase === 'started' && record !== null) this.accessions.set(subject.id, record);
    } else if (type === 'metadata modification') {
      if (record !== null && subject.kind === 'item') this.items.set(subject.id, record);
      // Moved to another item, or to another place in its own.
      if (record !== null && subject.kind === 'file') this.files.set(subject.id, record);
    } else if (type === 'deletion' && record !== null) {
      // After values were erased the log commits anew to what is left.
      if (subject.kind === 'item') this.items.set(subject.id, record);
      if (subject.kind === 'accession') this.accessions.set(subject.id, record);
      if (subject.kind === 'file' && detail.seenAgain === true) {
        const known = this.sightings.get(subject.id) ?? [];
        const at = known.indexOf(textOf(detail.replaces) ?? '');
        if (at >= 0) known.splice(at, 1);
        this.noteSighting(subject.id, record);
      } else if (subject.kind === 'file') this.files.set(subject.id, record);
    } else if (type === 'export' && subject.kind === 'package' && detail.stage === 'started') {
      this.started = { events: textOf(detail.events), exhibits: textOf(detail.exhibits) };
    }
  }

  private noteSighting(file: string, record: string | null): void {
    const known = this.sightings.get(file);
    if (record === null) return;
    if (known) known.push(record);
    else this.sightings.set(file, [record]);
  }

  private noteFile(file: string, record: string | null, item: CanonicalValue | undefined): void {
    // Bytes are taken in once: a second event of this kind about a file does not replace the first.
    if (record !== null && !this.files.has(file)) this.files.set(file, record);
    if (!isObject(item) || typeof item.id !== 'string' || typeof item.record !== 'string') return;
    if (!this.items.has(item.id)) this.items.set(item.id, item.record);
  }
}

function textOf(value: CanonicalValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
