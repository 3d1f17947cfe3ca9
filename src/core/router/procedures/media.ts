import { api } from '../api.ts';
import { addressesOf } from '../../addresses/find-media.ts';
import { describeDrawing } from '../../addresses/picture-desk.ts';

export const media = {
  addresses: api.media.addresses.handler(({ input, context: { core } }) =>
    addressesOf(core.archive(input.archive), input.archive, core.addresses, input.of, core.clock),
  ),
  picture: api.media.picture.handler(async ({ input, context: { core }, signal }) => {
    const wanted = { file: input.file, page: input.page, tile: null };
    const drawn = await core.pictures.draw(input.archive, core.archive(input.archive), wanted, signal);
    return describeDrawing(drawn, wanted, input.archive, core.addresses, core.clock);
  }),
};
