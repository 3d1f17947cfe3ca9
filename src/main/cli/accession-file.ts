import { readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors/app-error.ts';
import { accessionDescription, type AccessionDescription } from '../../shared/records/accession.ts';
import { existingPath, type Argument } from './arguments.ts';
import { issueText, type Wording } from './issues.ts';

/** What a person wrote about an act of taking in (`--accession FILE`). Throws `accession-invalid`. */
export function readAccession(file: Argument | null): AccessionDescription {
  if (file === null) return {};
  const refuse = (reason: string, cause?: unknown): AppError =>
    new AppError('accession-invalid', { path: file.text, reason }, cause);
  let text: string;
  try {
    text = readFileSync(existingPath(file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw refuse(unreadable[code] ?? `the system refuses to read it (${code})`, error);
  }
  let value: unknown;
  try {
    // Windows editors put a byte order mark before UTF-8.
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw refuse(`it is not JSON${whereOf(error, text)}`, error);
  }
  const parsed = accessionDescription.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refuse(parsed.error.issues.map((issue) => issueText(issue, value, wording)).join('; '), parsed.error);
}

const unreadable: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
};

const { shape } = accessionDescription;
const inner = { carrier: shape.carrier.unwrap().shape, clockCheck: shape.clockCheck.unwrap().shape };

const wording: Wording = {
  name: (path) => (path.length === 0 ? 'the whole' : path.map(String).join('.')),
  known: ([first]) =>
    Object.keys(
      first === 'carrier' || first === 'clockCheck' ? inner[first] : first === undefined ? shape : {},
    ),
};

/** `, line 3` where the parser says how far it came. */
function whereOf(error: unknown, text: string): string {
  const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? '' : `, line ${text.slice(0, Number(position)).split('\n').length}`;
}
