import type { SealedRecord } from '../../shared/records/sealed.ts';
import { words } from '../search/fold.ts';
import { openMemoryIndex, type MemoryIndex } from '../database/memory-index.ts';

/** The sealed records of an unlocked session, to be read and searched. In memory only: closing leaves nothing of it. */
export class SealedIndex {
  private readonly records: SealedRecord[] = [];
  private readonly index: MemoryIndex = openMemoryIndex();

  add(record: SealedRecord): void {
    this.records.push(record);
    this.index.add(this.records.length, words(record.text).join(' '));
  }

  /** Newest first; an older one of the same field is history. */
  ofItem(item: string): readonly SealedRecord[] {
    return this.records.filter((record) => record.item === item).reverse();
  }

  all(): readonly SealedRecord[] {
    return this.records;
  }

  find(query: string): readonly SealedRecord[] {
    const wanted = words(query);
    if (wanted.length === 0) return [];
    const match = wanted.map((word) => `"${word}"*`).join(' ');
    return this.index.match(match).flatMap((id) => this.records[id - 1] ?? []);
  }

  close(): void {
    this.records.length = 0;
    this.index.close();
  }
}
