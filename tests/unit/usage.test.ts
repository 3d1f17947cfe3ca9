import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAccession } from '../../src/main/cli/accession-file.ts';
import { parseCommand, type Argument } from '../../src/main/cli/arguments.ts';
import { nearest } from '../../src/shared/nearest.ts';
import { isAppError } from '../../src/shared/errors/app-error.ts';
import { stele } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const argument = (text: string): Argument => ({ text, bytes: Buffer.from(text) });
const options = { limit: { type: 'string' }, query: { type: 'string' }, json: { type: 'boolean' } } as const;

function refusalOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('wrong usage is told in words of this program', () => {
  test.each<[string[], string]>([
    [['--limt', '3'], 'There is no option --limt here (did you mean "--limit"?).'],
    [['--colour'], 'There is no option --colour here. A name that begins with "-" goes behind "--".'],
    [['-x'], 'There is no option -x here. A name that begins with "-" goes behind "--".'],
    [['--limit'], '--limit needs a value.'],
    [['--limit', '--json'], '--limit needs a value; one that begins with "-" is given as --limit=--json.'],
    [['--json=yes'], '--json takes no value.'],
    [['--constructor'], 'There is no option --constructor here.'],
  ])('%j', (words, expected) => {
    expect(refusalOf(() => parseCommand(words.map(argument), options))).toContain(expected);
  });

  test('what is right is read: values beside and behind "=", and what stands behind "--"', () => {
    const { positionals, options: given } = parseCommand(
      ['a', '--limit', '3', '--query=x=y', '--json', '--', '--limit'].map(argument),
      options,
    );
    expect(positionals.map(({ text }) => text)).toEqual(['a', '--limit']);
    expect(given).toMatchObject({ limit: { text: '3' }, query: { text: 'x=y' }, json: true });
    const { query } = given;
    expect(typeof query === 'object' && query.bytes.toString()).toBe('x=y');
  });

  test.each<[string[], string]>([
    [['lst'], 'There is no command "lst" (did you mean "list"?).'],
    [
      ['export', 'a', 'b', '--profile', 'court', '--all'],
      'There is no profile "court"; "transfer" is the only one yet.',
    ],
    [['export', 'a', 'b', '--all'], '--profile is missing; "transfer" is the only one yet.'],
    [['init', 'a', '--name', 'x'.repeat(501)], '--name is longer than 500 characters.'],
    [['verify', ''], 'A path is empty.'],
    [['import', 'a', ''], 'PATH is empty.'],
  ])('stele %j', (words, expected) => {
    const ran = stele(words, { cwd: temporaryFolder() });
    expect(ran.stderr).toContain(`stele: ${expected} Nothing was done.`);
    expect(ran.code).toBe(2);
  });

  test('a word that is nothing like another suggests nothing', () => {
    expect(nearest('colour', ['limit', 'offset', 'query'])).toBe(null);
    expect(nearest('prog', ['profile', 'progress'])).toBe('progress');
    expect(nearest('lsit', ['list', 'log'])).toBe('list');
  });
});

test.each([
  ...['open', 'init', 'import', 'list', 'show', 'export', 'verify', 'log'],
  ...['backup', 'restore', 'repair', 'recover', 'confirm', 'card', 'checkpoint'],
  ...['dispose', 'receipt', 'hand-over', 'erase', 'describe', 'clock', 'combine', 'split', 'sample', 'map'],
  ...['gazetteer'],
])('stele %s --help fits 80 columns and names the exit codes to know', (command) => {
  const { code, stdout } = stele([command, '--help']);
  expect(code).toBe(0);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).toMatch(/\nExit codes\n {2}0 {5}\S/);
  expect(stdout).toMatch(/\n {2}2 {5}wrong usage/);
});

test('the help of import says which files are sidecars, and its accession example is a valid one', () => {
  const { stdout } = stele(['import', '--help']);
  for (const ending of ['.xmp', '.aae', '.thm', ':Zone.Identifier']) expect(stdout).toContain(ending);
  const example = /\{"method"[^]*?"\}$/m.exec(stdout)?.[0] ?? '';
  const path = join(temporaryFolder(), 'accession.json');
  writeFileSync(path, example);
  expect(readAccession(argument(path))).toMatchObject({ method: 'card-reader' });
});

describe('an accession file that cannot be used says where', () => {
  const refused = (content: string | Buffer): string => {
    const path = join(temporaryFolder(), 'accession.json');
    writeFileSync(path, content);
    return refusalOf(() => readAccession(argument(path)));
  };

  test.each([
    ['{"recievedFrom":"x"}', 'there is no field recievedFrom (did you mean "receivedFrom"?).'],
    ['{"carrier":{"lable":"x"}}', 'there is no field carrier.lable (did you mean "label"?).'],
    ['{"method":"teleport"}', 'method must be one of card-reader, cable-copy,'],
    ['{"carrier":{"writeProtected":"yes"}}', 'carrier.writeProtected must be true or false.'],
    ['{"note":""}', 'note is empty.'],
    ['{"place":5}', 'place must be text.'],
    ['[1]', 'the whole must be an object in braces.'],
    ['{"a":,}', 'it is not JSON'],
  ])('%s', (content, expected) => {
    const message = refused(content);
    expect(message).toContain(expected);
    expect(message).not.toMatch(/Invalid|Unrecognized|expected|Unexpected|token/);
  });

  test('one that is not there', () => {
    const message = refusalOf(() => readAccession(argument('/nonexistent/file')));
    expect(message).toContain('cannot be used: there is no such file.');
  });

  test('a byte order mark, as Windows editors write it, is no fault', () => {
    const path = join(temporaryFolder(), 'accession.json');
    writeFileSync(path, '\ufeff{"place":"Field office"}');
    expect(readAccession(argument(path))).toEqual({ place: 'Field office' });
  });
});
