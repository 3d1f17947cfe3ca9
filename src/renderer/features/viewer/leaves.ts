import type { FileRecordView, ItemRecord } from '../../../shared/records/item.ts';

/** What is leafed through: a page of one of an item's files. */
export interface Leaf {
  /** Which of the files that can be looked at. */
  readonly file: number;
  readonly page: number;
}

export const firstLeaf: Leaf = { file: 0, page: 0 };

/** Files of an item that somebody may look at: what stands beside a picture (a sidecar) is no page of it. */
export function filesToSee(record: ItemRecord | undefined): readonly FileRecordView[] {
  return record?.files.filter(({ role }) => role !== 'sidecar') ?? [];
}

/** The leaf before or after, or null at either end. How many pages another file has is only known once it is drawn. */
export function leafAfter(at: Leaf, step: 1 | -1, files: number, pages: number): Leaf | null {
  const page = at.page + step;
  if (page >= 0 && page < pages) return { ...at, page };
  const file = at.file + step;
  return file >= 0 && file < files ? { file, page: 0 } : null;
}
