import type { OccurrenceChoice } from '../../../shared/records/person.ts';

/** What somebody chose of a report, where it is not what was suggested. */
export interface Chosen {
  readonly choices: Readonly<Record<string, OccurrenceChoice>>;
  /** Ids of items that are destroyed with it. */
  readonly destroy: readonly string[];
}

export const noChoices: Chosen = { choices: {}, destroy: [] };
