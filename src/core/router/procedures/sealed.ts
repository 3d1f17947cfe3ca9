import { api } from '../api.ts';
import type { SealedRecord } from '../../../shared/records/sealed.ts';
import type { Archive } from '../../archive/archive.ts';
import { resolveItem } from '../../catalogue/resolve.ts';
import { hiddenItems } from '../../disposition/states.ts';
import {
  createSealed,
  findSealed,
  lockSealed,
  readSealed,
  sealedState,
  unlockSealed,
  writeSealed,
} from '../../sealed/sealed-records.ts';

/** What is hidden from every search is hidden from this one. */
function withoutHidden(archive: Archive, records: readonly SealedRecord[]): SealedRecord[] {
  const hidden = hiddenItems(archive);
  if (hidden.size === 0) return [...records];
  return records.filter(({ item }) => !hidden.has(resolveItem(archive, item)));
}

export const sealed = {
  state: api.sealed.state.handler(({ input, context: { core } }) => sealedState(core.archive(input.archive))),
  create: api.sealed.create.handler(({ input, context: { core } }) =>
    createSealed(core.archive(input.archive), input.protections),
  ),
  unlock: api.sealed.unlock.handler(({ input, context: { core } }) =>
    unlockSealed(core.archive(input.archive), input.unlock),
  ),
  lock: api.sealed.lock.handler(({ input, context: { core } }) => lockSealed(core.archive(input.archive))),
  write: api.sealed.write.handler(({ input: { archive, item, field, text }, context: { core } }) =>
    writeSealed(core.archive(archive), item, field, text),
  ),
  read: api.sealed.read.handler(({ input, context: { core } }) =>
    readSealed(core.archive(input.archive), input.item),
  ),
  find: api.sealed.find.handler(({ input, context: { core } }) =>
    withoutHidden(core.archive(input.archive), findSealed(core.archive(input.archive), input.query)),
  ),
};
