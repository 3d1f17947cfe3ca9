import { api } from '../api.ts';
import {
  chooseIdentity,
  createIdentity,
  exportIdentity,
  importIdentity,
  listIdentities,
  retireIdentity,
  unlockIdentity,
} from '../../identities/identities.ts';

export const identities = {
  list: api.identities.list.handler(({ input, context: { core } }) =>
    listIdentities(core.archive(input.archive)),
  ),
  create: api.identities.create.handler(({ input: { archive, ...wanted }, context: { core } }) =>
    createIdentity(core.archive(archive), wanted),
  ),
  import: api.identities.import.handler(({ input: { archive, from, ...wanted }, context: { core } }) =>
    importIdentity(core.archive(archive), wanted, from),
  ),
  export: api.identities.export.handler(({ input, context: { core } }) =>
    exportIdentity(core.archive(input.archive), input.name, input.passphrase),
  ),
  retire: api.identities.retire.handler(({ input, context: { core } }) =>
    retireIdentity(core.archive(input.archive), input.name, input.proof, input.compromisedSince),
  ),
  choose: api.identities.choose.handler(({ input, context: { core } }) =>
    chooseIdentity(core.archive(input.archive), input.name),
  ),
  unlock: api.identities.unlock.handler(({ input, context: { core } }) =>
    unlockIdentity(core.archive(input.archive), input.name, input.passphrase),
  ),
  lock: api.identities.lock.handler(({ input, context: { core } }) =>
    core.archive(input.archive).session.lock(),
  ),
};
