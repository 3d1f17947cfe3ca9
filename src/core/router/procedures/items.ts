import { api } from '../api.ts';
import { listItems } from '../../catalogue/list.ts';
import { resolveItem } from '../../catalogue/resolve.ts';
import { showDisposed } from '../../disposition/show.ts';

export const items = {
  list: api.items.list.handler(({ input, context: { core } }) =>
    listItems(core.archive(input.archive), input),
  ),
  show: api.items.show.handler(({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return showDisposed(archive, resolveItem(archive, input.item));
  }),
};
