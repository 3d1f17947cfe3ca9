import type { UnknownField } from '../../shared/records/saved-search.ts';
import type { Invocation } from './command.ts';
import { visible } from './output.ts';

/** What a search names as fields that are none: said on standard error, or with --json a member of the answer. */
export async function tellUnknownFields(
  { client, json }: Invocation,
  query: string | null,
): Promise<{ readonly unknownFields?: readonly UnknownField[] }> {
  const found = query === null ? [] : await client.searches.unknownFields({ query });
  if (found.length === 0) return {};
  if (json) return { unknownFields: found };
  for (const { field, meant } of found)
    process.stderr.write(
      `There is no field "${visible(field)}"; it was looked for as words.${meant === null ? '' : ` Did you mean ${meant}:?`}\n`,
    );
  return {};
}
