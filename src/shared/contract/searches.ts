import { oc } from '@orpc/contract';
import { z } from 'zod';
import { savedSearch, suggestion, unknownField } from '../records/saved-search.ts';
import { archive } from './common.ts';

const all = z.array(savedSearch).readonly();

/** Searches that are kept in the archive, by name, and what may be typed next. */
export const searches = {
  list: oc.input(z.object({ archive })).output(all),
  /** One of the same name is replaced. Throws `search-not-understood`, `too-many-searches`. */
  save: oc.input(z.object({ archive, search: savedSearch })).output(all),
  /** Throws `no-such-search`. */
  remove: oc.input(z.object({ archive, name: z.string() })).output(all),
  /** For what stands before the cursor; nothing where it is no beginning of anything. */
  suggest: oc.input(z.object({ archive, text: z.string().max(1000) })).output(z.array(suggestion).readonly()),
  /** What a search names as fields that are none, and so looks for as words. */
  unknownFields: oc.input(z.object({ query: z.string() })).output(z.array(unknownField).readonly()),
};
