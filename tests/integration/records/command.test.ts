import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stele } from '../../helpers/cli.ts';
import { archiveWith, done, numbersOf, refused } from '../../helpers/disposition.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

test('records are taken in from a file, listed, shown and taken out again', async () => {
  const folder = temporaryFolder();
  const path = await archiveWith(folder, { 'a.txt': 'one\n' }, 'Anna');
  const file = (name: string, value: unknown): string => {
    const target = join(folder, name);
    writeFileSync(target, typeof value === 'string' ? value : JSON.stringify(value));
    return target;
  };
  const monastery = {
    names: [
      { text: 'Նորավանք', language: 'hy' },
      { text: 'Noravank', language: 'en' },
    ],
    types: ['monastery'],
    period: '1205/1339',
  };
  const given = file('places.json', [
    { content: monastery },
    { content: { names: [{ text: 'A mosque' }], types: ['mosque'] } },
    { content: { names: [{ text: 'A castle' }], types: ['castle'] } },
    { kind: 'actor', content: { names: [{ text: 'Somebody' }] } },
  ]);
  const taken = stele(['places', 'import', path, given, '--json']);
  expect(taken.json()).toMatchObject({ made: 2, edited: 0, unchanged: 0 });
  expect(taken.json().failed).toMatchObject([
    { entry: 3, code: 'term-unknown' },
    { entry: 4, code: 'description-invalid' },
  ]);
  expect(taken.code).toBe(1);

  const found = done(['places', 'list', path, '--query', 'нораванк', '--language', 'hy']).json();
  expect(found).toMatchObject({ total: 1, records: [{ name: 'Նորավանք', otherNames: ['Noravank'] }] });
  const [{ number = '' } = {}] = found.records as { number?: string }[];
  expect(stele(['places', 'list', path]).stdout).toMatch(
    /P-\d{4}-\w\d-00001 {2}Noravank {2}\(Նորավանք\) {2}1205\/1339\n/,
  );

  // What goes out comes in again, and changes nothing.
  const out = stele(['places', 'export', path]);
  expect(out.code).toBe(0);
  const again = done(['places', 'import', path, file('again.json', out.stdout)]).json();
  expect(again).toEqual({ made: 0, edited: 0, unchanged: 2, failed: [] });
  const [first] = JSON.parse(out.stdout) as { content: object }[];
  const changed = [{ ...first, content: { ...monastery, description: 'Two churches.', period: undefined } }];
  expect(done(['places', 'import', path, file('changed.json', changed)]).json()).toMatchObject({ edited: 1 });
  const shown = done(['places', 'show', path, number, '--history']).json();
  expect(shown).toMatchObject({ revision: 2, content: { description: 'Two churches.' } });
  expect(shown.content).not.toHaveProperty('period');
  expect(shown.revisions).toHaveLength(2);
  expect(stele(['places', 'show', path, number]).stdout).toContain('Two churches.');
  expect(done(['places', 'show', path, number, '--at', '2000-01-01']).json()).toMatchObject({
    isRemoved: true,
  });

  expect(refused(['places', 'import', path, file('bad.json', '{"names":')])).toBe('usage');
  expect(refused(['places', 'import', path, join(folder, 'nowhere.json')])).toBe('usage');
  expect(refused(['places', 'show', path, 'P-1'])).toBe('not-found');
  expect(refused(['places', 'list', path, '--kind', 'incident'])).toBe('usage');
  expect(
    refused(['people', 'import', path, given, '--kind', 'source', '--sealed-passphrase-file', given]),
  ).not.toBe('');
  expect(stele(['verify', path, '--json']).json()).toMatchObject({ verdict: 'verified', findings: [] });
});

test('items and records are joined, and taken apart again', async () => {
  const folder = temporaryFolder();
  const path = await archiveWith(folder, { 'a.txt': 'one\n' }, 'Anna');
  const { 'a.txt': item = '' } = numbersOf(path);
  const file = join(folder, 'places.json');
  writeFileSync(file, JSON.stringify([{ content: { names: [{ text: 'A mosque' }] } }]));
  done(['places', 'import', path, file]);
  const [{ number = '' } = {}] = done(['places', 'list', path]).json().records as { number?: string }[];
  const joined = done([
    'link',
    path,
    item,
    'shows',
    number,
    '--certainty',
    'high',
    '--note',
    'from the south',
  ]).json();
  expect(joined).toMatchObject({
    links: [{ type: 'shows', end: 'from', other: { number }, certainty: 'high' }],
  });
  expect(done(['list', path, '--query', 'mosque']).json()).toMatchObject({ total: 1 });
  const [link = ''] = joined.made as string[];
  expect(stele(['link', path, number]).stdout).toContain(`${item} a.txt shows this  high  from the south`);
  expect(done(['link', path, number, '--remove', link]).json()).toMatchObject({ links: [] });
  expect(done(['link', path, number, '--restore', link]).json()).toMatchObject({ links: [{ id: link }] });
  expect(refused(['link', path, number, 'shows', item])).toBe('link-invalid');
  expect(refused(['link', path, number, 'shows'])).toBe('usage');
  expect(stele(['verify', path, '--json']).json()).toMatchObject({ verdict: 'verified', findings: [] });
});

test('a spreadsheet is looked at, taken in, and what was not comes back to be corrected', async () => {
  const folder = temporaryFolder();
  const path = await archiveWith(folder, { 'a.txt': 'one\n' }, 'Anna');
  const sheet = join(folder, 'places.csv');
  writeFileSync(
    sheet,
    'Название;Тип;Где;Год\nНораванк;монастырь;39,684, 45,2328;1205-1339\nМост;мост;95, 45;\nЗамок;замок;;\n',
  );
  const map = ['--map', 'Где=position', '--map', 'Год=period'];
  const preview = stele(['places', 'import', path, sheet, ...map, '--preview', '--json']);
  expect(preview.json()).toMatchObject({ made: 1, edited: 0, columnsLeftOut: [] });
  expect(done(['places', 'list', path]).json()).toMatchObject({ total: 0 });
  const errors = join(folder, 'errors.csv');
  const taken = stele(['places', 'import', path, sheet, ...map, '--errors', errors]);
  expect(taken.code).toBe(1);
  expect(taken.stdout).toMatch(
    /^1 new, 0 edited, .* 2 not taken in\nline 3 \(Мост\): Position: "95, 45" is no position on the earth/,
  );
  expect(readFileSync(errors, 'utf8')).toMatch(
    /^\ufeffНазвание,Тип,Где,Год,What is wrong\r\nМост,мост,"95, 45",,"Position: ""95, 45"" is no position/,
  );
  expect(done(['places', 'list', path]).json()).toMatchObject({
    records: [{ name: 'Нораванк', types: ['monastery'], position: [45.2328, 39.684], date: '1205/1339' }],
  });
  // What lies there is not written over, and nothing goes in where it would be.
  const [before, more] = [readFileSync(errors), join(folder, 'more.csv')];
  writeFileSync(more, 'Название\nТатев\n');
  const over = stele(['places', 'import', path, more, '--errors', errors]);
  expect(over.code).toBe(2);
  expect(over.stderr).toContain('There is already something at');
  expect(readFileSync(errors)).toEqual(before);
  expect(done(['places', 'list', path]).json()).toMatchObject({ total: 1 });
  const again = stele(['places', 'import', path, sheet, ...map, '--json']).json();
  expect(again).toMatchObject({ made: 0, edited: 0, same: 1 });
  expect(refused(['people', 'import', path, sheet])).toBe('usage');
  expect(refused(['places', 'import', path, sheet, '--map', 'Nowhere=position'])).toBe('usage');
  const bogus = stele(['places', 'import', path, sheet, '--map', 'Где=bogus']);
  expect(bogus.code).toBe(2);
  expect(bogus.stderr).toContain('names no field. There are number, ');
  expect(stele(['places', 'template', path]).stdout).toMatch(
    /^\ufeffNumber,Name,.*\r\nExample,,Upper bridge,/,
  );
  const template = join(folder, 'template.xlsx');
  done(['places', 'template', path, template, '--language', 'hy']);
  expect(refused(['places', 'template', path, template])).toBe('usage');
  expect(refused(['places', 'template', path, 'template.ods'])).toBe('usage');
  expect(stele(['places', 'import', path, template, '--json']).json()).toMatchObject({
    columnsLeftOut: [],
    made: 0,
    failed: [],
  });
});

test('incidents and people are listed as places are, for people and for scripts', async () => {
  const folder = temporaryFolder();
  const path = await archiveWith(folder, { 'a.txt': 'one\n' }, 'Anna');
  const given = join(folder, 'records.json');
  for (const [command, kind, content] of [
    ['incidents', 'incident', { title: 'A house burned', date: '2021-04~' }],
    ['people', 'actor', { names: [{ text: 'A unit' }] }],
  ] as const) {
    writeFileSync(given, JSON.stringify([{ kind, content }]));
    done([command, 'import', path, given]);
    const { records } = done([command, 'list', path]).json() as { records: Record<string, unknown>[] };
    expect(records).toMatchObject([{ kind, id: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    expect(stele([command, 'list', path]).stdout).toMatch(/1 record/);
  }
});
