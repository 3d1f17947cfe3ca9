import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { RecordKind } from '../../shared/catalogue/kinds.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { RecordView } from '../../shared/records/record.ts';
import type { Argument } from './arguments.ts';
import type { Invocation } from './command.ts';
import { exit } from './exit-codes.ts';
import { print, printJson, visible } from './output.ts';

const entryForm = z.object({
  id: z.string().optional(),
  number: z.string().optional(),
  kind: z.string().optional(),
  content: z.record(z.string(), z.unknown()),
});
export type Entry = z.infer<typeof entryForm>;

/** Takes in what `export` wrote: what is known by its id or number is edited, all other is new. Returns the exit code. */
export async function importEntries(
  invocation: Invocation,
  archive: string,
  kind: RecordKind,
  entries: readonly Entry[],
): Promise<number> {
  const { client, json } = invocation;
  const counts = { made: 0, edited: 0, unchanged: 0 };
  const failed: { readonly entry: number; readonly code: string; readonly message: string }[] = [];
  for (const [at, entry] of entries.entries()) {
    try {
      const became = await takeIn(client, archive, kind, entry);
      counts[became] += 1;
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed.push({ entry: at + 1, code: error.code, message: error.message });
    }
  }
  if (json) await printJson({ ...counts, failed });
  else {
    await print(`${counts.made} new, ${counts.edited} edited, ${counts.unchanged} said the same already\n`);
    for (const { entry, message } of failed) await print(`entry ${entry}: ${visible(message)}\n`);
  }
  return failed.length === 0 ? exit.done : exit.failed;
}

async function takeIn(
  client: Invocation['client'],
  archive: string,
  kind: RecordKind,
  entry: Entry,
): Promise<'made' | 'edited' | 'unchanged'> {
  if (entry.kind !== undefined && entry.kind !== kind)
    throw new AppError('description-invalid', {
      field: 'kind',
      reason: `its kind is ${entry.kind}, not ${kind}`,
    });
  const known = await knownAs(client, archive, entry);
  if (!known) {
    await client.records.create({ archive, kind, content: { ...entry.content } });
    return 'made';
  }
  // What the file does not say of it is taken away: it is the whole record.
  const gone = Object.keys(known.content).filter((member) => !(member in entry.content));
  const changes = { ...entry.content, ...Object.fromEntries(gone.map((member) => [member, null])) };
  const { revision } = await client.records.edit({
    archive,
    record: known.id,
    changes,
    expectedRevision: known.revision,
  });
  return revision === known.revision ? 'unchanged' : 'edited';
}

async function knownAs(
  client: Invocation['client'],
  archive: string,
  { id, number }: Entry,
): Promise<RecordView | null> {
  for (const record of [id, number]) {
    if (record === undefined) continue;
    try {
      return await client.records.show({ archive, record, language: 'en' });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'not-found') throw error;
    }
  }
  return null;
}

/** Throws `usage`. */
export function entriesIn(file: Argument): readonly Entry[] {
  const path = file.text;
  const refuse = (reason: string): AppError => new AppError('usage', { message: `${path}: ${reason}.` });
  const bytes = read(path, refuse);
  if (!isUtf8(bytes)) throw refuse('it is not UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    throw refuse('it is no JSON');
  }
  if (!Array.isArray(value)) throw refuse('it is no list of records, as "export" writes it');
  return (value as readonly unknown[]).map((one, at) => {
    const entry = entryForm.safeParse(one);
    if (!entry.success) throw refuse(`entry ${at + 1} has no "content", or an id or number that is none`);
    return entry.data;
  });
}

function read(path: string, refuse: (reason: string) => AppError): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw refuse(
      error instanceof Error && 'code' in error
        ? `it cannot be read (${String(error.code)})`
        : 'it cannot be read',
    );
  }
}
