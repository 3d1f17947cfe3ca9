import { api } from '../api.ts';
import { addressesOf } from '../../addresses/find-media.ts';

export const media = {
  addresses: api.media.addresses.handler(({ input, context: { core } }) =>
    addressesOf(core.archive(input.archive), input.archive, core.addresses, input.of, core.clock),
  ),
};
