import { api } from '../api.ts';
import type { Core } from '../core.ts';
import type { LoneSearch } from '../../../shared/records/disposition.ts';
import type { Archive } from '../../archive/archive.ts';
import { renewSnapshot } from '../../archive/keep-snapshots.ts';
import {
  approveOneIdentity,
  cancelRequest,
  demandsTwo,
  demandTwo,
  findRequest,
  openRequest,
  openRequests,
  requestDisposition,
  type DispositionRequest,
} from '../../disposition/authority.ts';
import { backupsOfTombstones } from '../../disposition/backups-holding.ts';
import { hideItems, holdItems, liftHolds, showItems } from '../../disposition/change-state.ts';
import {
  completeDestruction,
  destroyItems,
  nothingDestroyed,
  previewDestruction,
  requestDestruction,
} from '../../disposition/destroy.ts';
import { eraseAccessionFields, eraseIdentity, eraseItemFields } from '../../disposition/erase.ts';
import { itemsOf, type ItemRow } from '../../disposition/items.ts';
import { searchesOnlyFor } from '../../disposition/lone-searches.ts';
import { dispositionReasons } from '../../disposition/reasons.ts';
import { knowsDispositions } from '../../disposition/states.ts';
import { isDisposalUnfinished } from '../../disposition/traces.ts';
import { receiptById } from '../../hand-over/receipts.ts';
import { inTurns } from '../../search-thread/search-thread.ts';
import { asJob } from '../stream.ts';

export const disposition = {
  reasons: api.disposition.reasons.handler(() => dispositionReasons),
  hide: api.disposition.hide.handler(({ input, context: { core } }) => {
    core.pictures.forget(input.archive);
    return hideItems(core.archive(input.archive), input.act, input);
  }),
  unhide: api.disposition.unhide.handler(({ input, context: { core } }) =>
    showItems(core.archive(input.archive), input.act, input.items),
  ),
  hold: api.disposition.hold.handler(({ input, context: { core } }) =>
    holdItems(core.archive(input.archive), input),
  ),
  lift: api.disposition.lift.handler(({ input, context: { core } }) =>
    liftHolds(core.archive(input.archive), input.items, input.hold),
  ),
  preview: api.disposition.preview.handler(async ({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const items = itemsOf(archive, input.items);
    const searches = await inTurns(archive, searchesOnlyFor(archive, items));
    return { ...previewDestruction(archive, items), searches };
  }),
  destroy: api.disposition.destroy.handler(async ({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { reason, note, confirmed, lockedSealed } = input;
    const items = itemsOf(archive, input.items);
    const plain = { request: null, receipt: null, keepsRecord: false };
    const wanted = { items, reason, note, confirmed, lockedSealed, ...plain };
    core.pictures.forget(input.archive);
    const searches = await goingSearches(archive, items, input.removesSearches);
    return withSnapshot(core, input.archive, destroyItems(archive, { ...wanted, searches }));
  }),
  request: api.disposition.request.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { reason, note } = input;
    const plain = { receiptId: null, keepsRecord: false };
    const wanted = { items: itemsOf(archive, input.items), reason, note, ...plain };
    return viewRequest(requestDestruction(archive, wanted));
  }),
  approve: api.disposition.approve.handler(async ({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { confirmed, lockedSealed } = input;
    core.pictures.forget(input.archive);
    const approved = findRequest(archive, input.request);
    // Cut off after it was decided: run again, it completes what is left.
    if (approved?.outcome === 'approved' && approved.action === 'destroy')
      return withSnapshot(core, input.archive, completeDestruction(archive, approved.items));
    const request = openRequest(archive, input.request);
    if (request.action === 'one-identity') {
      approveOneIdentity(archive, request);
      return nothingDestroyed;
    }
    const { items, note, keepsRecord } = request;
    const receipt = request.receiptId === null ? null : receiptById(archive, request.receiptId);
    const wanted = { items, note, confirmed, lockedSealed, request, keepsRecord, receipt };
    const searches = await goingSearches(archive, keepsRecord ? [] : items, input.removesSearches);
    return withSnapshot(
      core,
      input.archive,
      destroyItems(archive, { ...wanted, searches, reason: request.reason ?? 'other' }),
    );
  }),
  cancel: api.disposition.cancel.handler(({ input, context: { core } }) =>
    cancelRequest(core.archive(input.archive), input.request),
  ),
  require: api.disposition.require.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    if (input.identities === 2) demandTwo(archive);
    if (input.identities === 2 || !demandsTwo(archive))
      return { identities: input.identities, request: null };
    const nothing = { items: [], reason: null, note: null, receiptId: null, keepsRecord: false };
    const { id } = requestDisposition(archive, { action: 'one-identity', ...nothing });
    return { identities: 2 as const, request: id };
  }),
  erase: api.disposition.erase.handler(async ({ input: { what, reason, ...input }, context: { core } }) => {
    const archive = core.archive(input.archive);
    switch (what.record) {
      case 'identity':
        return withSnapshot(core, input.archive, {
          ...eraseIdentity(archive, what.name, reason),
          searches: [],
        });
      case 'item': {
        const items = itemsOf(archive, [what.item]);
        const searches = await goingSearches(
          archive,
          items,
          what.removesSearches,
          ({ hasWords }) => hasWords,
        );
        const erasure = eraseItemFields(archive, what.item, what.fields, reason, searches);
        return withSnapshot(core, input.archive, { ...erasure, searches });
      }
      case 'accession':
        return withSnapshot(core, input.archive, {
          ...eraseAccessionFields(archive, what.number, what.fields, reason),
          searches: [],
        });
    }
  }),
  status: api.disposition.status.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    if (!knowsDispositions(archive))
      return { identities: 1 as const, requests: [], backups: [], unfinished: false };
    return {
      identities: demandsTwo(archive) ? (2 as const) : (1 as const),
      requests: openRequests(archive).map(viewRequest),
      backups: backupsOfTombstones(archive),
      unfinished: isDisposalUnfinished(archive),
    };
  }),
};

async function goingSearches(
  archive: Archive,
  items: readonly ItemRow[],
  isWanted: boolean,
  which: (search: LoneSearch) => boolean = () => true,
): Promise<readonly string[]> {
  if (!isWanted || items.length === 0) return [];
  const lone = await inTurns(archive, searchesOnlyFor(archive, items));
  return lone.filter(which).map(({ name }) => name);
}

/** What was destroyed or erased took every snapshot with it: there is to be one again. */
export async function withSnapshot<Result>(core: Core, handle: string, result: Result): Promise<Result> {
  const archive = core.archive(handle);
  await asJob(core, handle, () => renewSnapshot(archive));
  return result;
}

export function viewRequest(request: DispositionRequest) {
  const { id, action, reason, note, requestedAt, identityName, items } = request;
  const numbers = items.map(({ number }) => number);
  return { request: id, action, reason, note, requestedAt, requestedBy: identityName, items: numbers };
}
