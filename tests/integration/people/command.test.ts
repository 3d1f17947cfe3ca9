import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stele } from '../../helpers/cli.ts';
import { archiveWith, done, expectOnlyDisposed, numbersOf, refused } from '../../helpers/disposition.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

test('stele people: everything about somebody, a letter that recalls, and the erasure', async () => {
  const folder = temporaryFolder();
  const archive = await archiveWith(folder, { 'a.txt': 'one\n' });
  const file = join(folder, 'people.json');
  const content = {
    title: 'Qzxwitness',
    reviewOn: '2020',
    consents: [{ purpose: 'to-share', recipient: 'public', isGiven: true }],
  };
  writeFileSync(file, JSON.stringify([{ kind: 'source', content }]));
  done(['people', 'import', archive, file, '--kind', 'source']);
  const { records } = done(['people', 'list', archive, '--kind', 'source']).json() as {
    records: { number: string }[];
  };
  const source = records[0]?.number ?? '';
  const { 'a.txt': item = '' } = numbersOf(archive);
  done(['link', archive, source, 'told', item, '--note', 'by Qzxwitness']);
  const giving = ['--purpose', 'to-share', '--recipient', 'partner-organisation'];
  const exported = stele([
    'export',
    archive,
    join(folder, 'package'),
    '--profile',
    'transfer',
    '--all',
    ...giving,
  ]);
  expect(exported.stderr).toContain(`${source} Qzxwitness: 1 item, consent not given`);
  expect(stele(['people', 'reviews', archive]).stdout).toContain('Qzxwitness');
  const withdrawn = done(['people', 'withdraw', archive, source, '--on', '2026-11-01']).json() as {
    copies: { id: string }[];
  };
  expect(withdrawn.copies).toHaveLength(1);
  const letter = stele([
    ...['people', 'recall', archive, source, '--language', 'ru'],
    ...['--copy', withdrawn.copies[0]?.id ?? ''],
  ]).stdout;
  expect(letter).toContain('организация-партнёр');
  expect(letter).not.toContain('Qzxwitness');
  expect(refused(['people', 'withdraw', archive, source])).toBe('consent-not-given');

  const about = done(['people', 'about', archive, source]).json();
  expect(about).toMatchObject({ records: [{ number: source }], links: [{ type: 'told' }], places: 2 });
  expect(stele(['people', 'about', archive, source]).stdout).toContain(`told ${item}`);
  const why = ['--reason', 'consent-withdrawn'];
  expect(refused(['people', 'erase', archive, source, ...why])).toBe('usage');
  expect(refused(['people', 'erase', archive, source, ...why, '--choose', 'x', '--yes'])).toBe('usage');
  expect(done(['people', 'erase', archive, source, ...why, '--yes']).json()).toMatchObject({ records: 1 });
  expect(refused(['people', 'about', archive, source])).toBe('not-found');
  expect(expectOnlyDisposed(archive)).toEqual([]);
  expect(stele(['log', archive]).stdout).not.toContain('Qzxwitness');
});
