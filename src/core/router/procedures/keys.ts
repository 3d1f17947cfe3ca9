import { api } from '../api.ts';
import { addSlot, changePassphrase, listSlots, revokeSlot } from '../../archive/key-slots.ts';
import { randomSalt } from '../../cryptography/random.ts';
import { wordsOf } from '../../keys/words.ts';

export const keys = {
  proposeWords: api.keys.proposeWords.handler(() => ({ words: wordsOf(randomSalt(16)) })),
  list: api.keys.list.handler(({ input, context: { core } }) => listSlots(core.archive(input.archive))),
  add: api.keys.add.handler(async ({ input, context: { core } }) => ({
    slot: await addSlot(core.archive(input.archive), input.protection),
  })),
  revoke: api.keys.revoke.handler(({ input, context: { core } }) =>
    revokeSlot(core.archive(input.archive), input.slot),
  ),
  changePassphrase: api.keys.changePassphrase.handler(async ({ input, context: { core } }) => ({
    slot: await changePassphrase(core.archive(input.archive), input.from, input.to),
  })),
};
