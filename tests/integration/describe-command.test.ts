import { expect, test } from 'vitest';
import { archiveWith, done, numbersOf, refused } from '../helpers/disposition.ts';
import { stele } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/folders.ts';

test('items are described, found, undone, combined and split from the command line', async () => {
  const path = await archiveWith(temporaryFolder(), { 'a.txt': 'one\n', 'b.txt': 'two\n' }, 'Anna');
  const { 'a.txt': a = '', 'b.txt': b = '' } = numbersOf(path);
  const words = ['--title', 'Ժամատուն', '--date', '1915~', '--tag', 'gavit', '--tag', 'минарет', '--graphic'];
  const edit = done([
    'describe',
    path,
    a,
    b,
    ...words,
    '--language',
    'hy',
    '--position=39.2,45.5,100',
  ]).json();
  expect(edit).toMatchObject({ edited: 2, refused: [] });
  expect(done(['show', path, a]).json()).toMatchObject({ title: 'Ժամատուն', tags: ['gavit', 'минарет'] });
  expect(stele(['show', path, a]).stdout).toMatch(/Tags +gavit, минарет\n/);
  expect(done(['list', path, '--query', 'минарет']).json()).toMatchObject({ total: 2 });
  expect(refused(['describe', path, a, '--date', '3.5.2019'])).toBe('date-invalid');
  expect(refused(['describe', path, a, '--position', '99,0'])).toBe('usage');
  expect(refused(['describe', path, a])).toBe('usage');
  expect(done(['describe', path, '--undo', String(edit.act)]).json()).toMatchObject({ edited: 2 });
  expect(done(['list', path, '--query', 'gavit']).json()).toMatchObject({ total: 0 });
  expect(done(['combine', path, a, b]).json()).toMatchObject({ number: a, files: [{}, {}] });
  expect(stele(['show', path, b]).stdout).toMatch(new RegExp(`Combined into +${a}`));
  expect(refused(['split', path, a, '9'])).toBe('arrangement-invalid');
  expect(done(['split', path, a, '2']).json()).toMatchObject({ files: [{ role: 'original' }] });
  expect(stele(['verify', path, '--json']).json()).toMatchObject({ verdict: 'verified', findings: [] });
});
