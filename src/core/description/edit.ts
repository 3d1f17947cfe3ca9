import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { EditSummary, ItemChanges, RefusedItem } from '../../shared/records/description.ts';
import type { Archive } from '../archive/archive.ts';
import { refuseWhileExporting } from '../archive/exporting.ts';
import { refreshTexts } from '../search/refresh-text.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDetail, type EventDraft } from '../custody/append.ts';
import { requireWriting } from '../disposition/items.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { plannerOf, type Columns } from './fields.ts';
import { differing, refusalOf, storedItem, writeRevision, type StoredItem } from './write-edit.ts';

export interface EditHandlers {
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

export interface EditRequest {
  readonly items: readonly number[];
  readonly changes: ItemChanges;
  /** Where it is about one item. */
  readonly expectedRevision?: number | undefined;
  /** Chosen by whoever asks, so that an edit which is stopped half-way can be undone. */
  readonly act?: string | undefined;
}

/** Milliseconds and items of one transaction: nothing else runs meanwhile, and the events are still to be written. */
const turn = 6;
const mostInTurn = 50;
const itemsNamed = 1000;

/**
 * Edits items: a revision and an event for each that changes, one act for all of them. Stopped, it ends between two
 * transactions. Throws `edited-elsewhere` where one item is not at `expectedRevision`, `description-invalid`,
 * `date-invalid`, `archive-read-only`, `export-running`, `interrupted`.
 */
export async function editItems(
  archive: Archive,
  request: EditRequest,
  handlers: EditHandlers,
): Promise<EditSummary> {
  const plan = plannerOf(request.changes);
  const { expectedRevision: expected } = request;
  const single = request.items.length === 1;
  return applyEdits(archive, request, handlers, {}, (item) => {
    if (expected !== undefined && item.revision !== expected) {
      const { number, revision } = item;
      if (single) throw new AppError('edited-elsewhere', { item: number, revision, expected });
      return { number, code: 'edited-elsewhere' };
    }
    return plan(archive, item);
  });
}

type Decision = (item: StoredItem) => Columns | RefusedItem;

/** What edits, undoing and restoring have in common: `decide` says what an item is to be like, or why not. */
export async function applyEdits(
  archive: Archive,
  request: Pick<EditRequest, 'items' | 'act'>,
  handlers: EditHandlers,
  detail: EventDetail,
  decide: Decision,
): Promise<EditSummary> {
  requireWriting(archive);
  const act = parseUuid(request.act ?? '') ?? uuidV7(archive.clock().getTime());
  const meter = new ProgressMeter('edit', handlers.onProgress);
  const items: EditSummary['items'][number][] = [];
  const refused: RefusedItem[] = [];
  let [edited, unchanged, done] = [0, 0, 0];
  const one = (itemId: number): EventDraft | null => {
    const item = storedItem(archive, itemId);
    const refusal = refusalOf(archive, item);
    const wanted = refusal ?? decide(item);
    if ('code' in wanted) {
      refused.push(wanted);
      return null;
    }
    const changed = differing(item, wanted);
    if (Object.keys(changed).length === 0) {
      unchanged += 1;
      return null;
    }
    edited += 1;
    if (items.length < itemsNamed)
      items.push({ id: uuidText(item.uid), number: item.number, revision: item.revision + 1 });
    return writeRevision(archive, item, changed, { act, now: archive.clock(), detail });
  };
  while (done < request.items.length) {
    if (handlers.signal.aborted) throw new AppError('interrupted');
    refuseWhileExporting(archive);
    archive.catalogue
      .transaction(() => {
        const until = performance.now() + turn;
        const drafts: EventDraft[] = [];
        for (let count = 0; count < mostInTurn && done < request.items.length; count += 1) {
          const draft = one(request.items[done] ?? 0);
          if (draft) drafts.push(draft);
          done += 1;
          if (performance.now() > until) break;
        }
        if (drafts.length > 0) appendEvents(archive.catalogue, archive.events, drafts);
      })
      .immediate();
    refreshTexts(archive);
    const total = request.items.length;
    meter.update({ done, total, bytes: 0, totalBytes: null, failures: refused.length });
    await setImmediate();
  }
  return { act: uuidText(act), edited, unchanged, items, refused };
}
