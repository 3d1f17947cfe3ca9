import { api } from '../api.ts';
import {
  createSealed,
  findSealed,
  lockSealed,
  readSealed,
  sealedState,
  unlockSealed,
  writeSealed,
} from '../../sealed/sealed-records.ts';

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
    findSealed(core.archive(input.archive), input.query),
  ),
};
