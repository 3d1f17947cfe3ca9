import { expect, test } from 'vitest';
import { csvCell } from '../../../src/verifier/records/catalogue-csv.ts';
import { baseFolderName, exhibitNamer, exhibitPath } from '../../../src/core/packages/names.ts';
import { readmeText } from '../../../src/core/packages/readme.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+374', "'+374"],
  ['-x', "'-x"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['\t=1', "'\t=1"],
  ['\r\n=1', '"\'\r\n=1"'],
  ["'quoted", "''quoted"],
  ['a=b', 'a=b'],
  ['say "no", please', '"say ""no"", please"'],
  ['two\nlines', '"two\nlines"'],
  ['', ''],
])('a text %j becomes the cell %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test('numbers stay numbers, and nothing stays empty', () => {
  expect([csvCell(-46.75), csvCell(0), csvCell(null)]).toEqual(['-46.75', '0', '']);
});

test('exhibits are numbered so that their names sort in order', () => {
  expect(exhibitNamer(3)(2)).toBe('E-0002');
  expect(exhibitNamer(1_000_000)(2)).toBe('E-0000002');
  expect(exhibitPath('E-0001', 1, 'image/jpeg')).toBe('data/exhibits/E-0001.jpg');
  expect(exhibitPath('E-0001', 2, 'application/rdf+xml')).toBe('data/exhibits/E-0001-2.xmp');
  expect(exhibitPath('E-0001', 1, 'no/such-type')).toBe('data/exhibits/E-0001.bin');
});

test.each([
  ['package.zip', 'package'],
  ['Évidence 2020.ZIP', 'Evidence_2020'],
  ['Փաթեթ.zip', 'package'],
  ['../..', 'package'],
  ['con.zip', 'package-con'],
  ['.hidden', 'hidden'],
])('the folder in %s is %s', (name, folder) => {
  expect(baseFolderName(name)).toBe(folder);
});

test('the explanation says in each language what a check does not prove', () => {
  expect(readmeText).toContain('It never means that a picture shows what is described.');
  expect(readmeText).toMatch(/Դա երբեք չի նշանակում/);
  expect(readmeText).toMatch(/Это никогда не означает/);
  for (const command of ['sha256sum -c', 'shasum -a 256 -c', 'Get-FileHash'])
    expect(readmeText).toContain(command);
});
