import { removeSearch, savedSearches, saveSearch } from '../../search/saved-searches.ts';
import { unknownFields } from '../../search/unknown-fields.ts';
import { searcherOf } from '../../search-thread/search-thread.ts';
import { api } from '../api.ts';

export const searches = {
  list: api.searches.list.handler(({ input, context: { core } }) =>
    savedSearches(core.archive(input.archive)),
  ),
  save: api.searches.save.handler(({ input, context: { core } }) =>
    saveSearch(core.archive(input.archive), input.search),
  ),
  remove: api.searches.remove.handler(({ input, context: { core } }) =>
    removeSearch(core.archive(input.archive), input.name),
  ),
  suggest: api.searches.suggest.handler(({ input, context: { core }, signal }) =>
    searcherOf(core.archive(input.archive)).ask({ kind: 'suggest', text: input.text }, signal),
  ),
  unknownFields: api.searches.unknownFields.handler(({ input }) => unknownFields(input.query)),
};
