import type { RecordKind } from '../../shared/catalogue/kinds.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { RecordFilter } from '../../shared/records/record.ts';
import { choiceOption, textOption, type Invocation } from './command.ts';
import { exit } from './exit-codes.ts';
import { plural, print } from './output.ts';

const forms = ['csv', 'geojson', 'jsonld'] as const;
const recipients = ['partner', 'public'] as const;

/** Prints a list of records in a form that others read, and on standard error what stayed behind. Returns the exit code. */
export async function exportAs(
  invocation: Invocation,
  archive: string,
  kind: RecordKind,
  filter: RecordFilter,
): Promise<number> {
  const { client, signal } = invocation;
  if (kind !== 'place' && kind !== 'incident' && kind !== 'actor')
    throw new AppError('usage', {
      message: 'Places, incidents and actors are written in such a form alone.',
    });
  const form = choiceOption(invocation, 'format', forms);
  if (form === 'geojson' && kind === 'actor')
    throw new AppError('usage', { message: 'People lie nowhere: write them as csv or jsonld.' });
  const recipient =
    textOption(invocation, 'recipient') === null
      ? 'partner'
      : choiceOption(invocation, 'recipient', recipients);
  const language = textOption(invocation, 'language') ?? 'en';
  const stream = await client.tables.takeOut(
    { archive, kind, form, recipient, filter, language },
    { signal },
  );
  for (;;) {
    const next = await stream.next();
    if (next.done !== true) {
      await print(next.value.text);
      continue;
    }
    const { keptBack, shortened } = next.value;
    if (keptBack > 0) process.stderr.write(`${plural(keptBack, 'record')} stayed behind\n`);
    if (shortened > 0)
      process.stderr.write(`${plural(shortened, 'record')} written without what names somebody protected\n`);
    return exit.done;
  }
}
