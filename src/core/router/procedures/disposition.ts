import { api } from '../api.ts';
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
  previewDestruction,
  requestDestruction,
} from '../../disposition/destroy.ts';
import { eraseAccessionFields, eraseIdentity, eraseItemFields } from '../../disposition/erase.ts';
import { itemsOf } from '../../disposition/items.ts';
import { dispositionReasons } from '../../disposition/reasons.ts';
import { knowsDispositions } from '../../disposition/states.ts';
import { isDisposalUnfinished } from '../../disposition/traces.ts';
import { receiptById } from '../../hand-over/receipts.ts';

export const disposition = {
  reasons: api.disposition.reasons.handler(() => dispositionReasons),
  hide: api.disposition.hide.handler(({ input, context: { core } }) =>
    hideItems(core.archive(input.archive), input.act, input),
  ),
  unhide: api.disposition.unhide.handler(({ input, context: { core } }) =>
    showItems(core.archive(input.archive), input.act, input.items),
  ),
  hold: api.disposition.hold.handler(({ input, context: { core } }) =>
    holdItems(core.archive(input.archive), input),
  ),
  lift: api.disposition.lift.handler(({ input, context: { core } }) =>
    liftHolds(core.archive(input.archive), input.items, input.hold),
  ),
  preview: api.disposition.preview.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return previewDestruction(archive, itemsOf(archive, input.items));
  }),
  destroy: api.disposition.destroy.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { reason, note, confirmed, lockedSealed } = input;
    const items = itemsOf(archive, input.items);
    const plain = { request: null, receipt: null, keepsRecord: false };
    return destroyItems(archive, { items, reason, note, confirmed, lockedSealed, ...plain });
  }),
  request: api.disposition.request.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { reason, note } = input;
    const plain = { receiptId: null, keepsRecord: false };
    const wanted = { items: itemsOf(archive, input.items), reason, note, ...plain };
    return viewRequest(requestDestruction(archive, wanted));
  }),
  approve: api.disposition.approve.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    const { confirmed, lockedSealed } = input;
    const approved = findRequest(archive, input.request);
    // Cut off after it was decided: run again, it completes what is left.
    if (approved?.outcome === 'approved' && approved.action === 'destroy')
      return completeDestruction(archive, approved.items);
    const request = openRequest(archive, input.request);
    if (request.action === 'one-identity') {
      approveOneIdentity(archive, request);
      return { destroyed: [], already: [], files: 0, bytes: 0, backups: [], copies: [], sealedLeft: false };
    }
    const { items, note, keepsRecord } = request;
    const receipt = request.receiptId === null ? null : receiptById(archive, request.receiptId);
    const wanted = { items, note, confirmed, lockedSealed, request, keepsRecord, receipt };
    return destroyItems(archive, { ...wanted, reason: request.reason ?? 'other' });
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
  erase: api.disposition.erase.handler(({ input: { what, reason, ...input }, context: { core } }) => {
    const archive = core.archive(input.archive);
    switch (what.record) {
      case 'identity':
        return eraseIdentity(archive, what.name, reason);
      case 'item':
        return eraseItemFields(archive, what.item, what.fields, reason);
      case 'accession':
        return eraseAccessionFields(archive, what.number, what.fields, reason);
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

export function viewRequest(request: DispositionRequest) {
  const { id, action, reason, note, requestedAt, identityName, items } = request;
  const numbers = items.map(({ number }) => number);
  return { request: id, action, reason, note, requestedAt, requestedBy: identityName, items: numbers };
}
