import { writeFileSync } from 'node:fs';
import type { TableKind } from '../../shared/catalogue/table-fields.ts';
import { templateLanguages } from '../../shared/catalogue/table-headings.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { newPath, type Argument } from './arguments.ts';
import type { Invocation } from './command.ts';
import { print, printJson } from './output.ts';

export const templateHelp = `an empty spreadsheet with the headings that are known, in
                    --language en, hy or ru, and an example that is not taken
                    in: CSV on standard output, or into FILE.csv or FILE.xlsx,
                    which must not be there; XLSX offers what is on the lists`;

/** Gives an empty table: on standard output, or in a file whose name says the form. */
export async function writeTemplate(
  { client, json }: Invocation,
  kind: TableKind,
  { archive, language, to }: { archive?: string; language: string | null; to: Argument | undefined },
): Promise<void> {
  const chosen = templateLanguages.find((one) => one === (language ?? 'en'));
  if (!chosen)
    throw new AppError('usage', { message: `A template is in one of ${templateLanguages.join(', ')}.` });
  const form = to === undefined ? 'csv' : /\.(csv|xlsx)$/i.exec(to.text)?.[1]?.toLowerCase();
  if (form !== 'csv' && form !== 'xlsx')
    throw new AppError('usage', { message: 'A template is written to a FILE.csv or a FILE.xlsx.' });
  const ofArchive = archive === undefined ? {} : { archive };
  const { file } = await client.tables.template({ kind, form, language: chosen, ...ofArchive });
  const bytes = Buffer.from(file, 'base64');
  if (to === undefined) {
    await print(bytes.toString());
    return;
  }
  const path = newPath(to);
  try {
    writeFileSync(path, bytes, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new AppError('usage', { message: `There is already something at "${path}".` }, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('write-failed', { path, reason }, error);
  }
  if (json) await printJson({ path });
}
