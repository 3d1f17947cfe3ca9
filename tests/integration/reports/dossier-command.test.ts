import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stele } from '../../helpers/cli.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

test('stele dossier takes the second passphrase where an archive has sealed records', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'archive');
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const env = { STELE_PASSPHRASE: 'the first passphrase' };
  const run = (...words: string[]) => stele([...words, '--json'], { env });
  const second = ['--sealed-passphrase-file', file('second', 'the second passphrase\n')];
  expect(run('init', path, '--name', 'Case', '--encrypt', '--no-recovery-words').code).toBe(0);
  expect(run('sealed', 'create', path, ...second).code).toBe(0);
  const told = [{ content: { title: 'A dome fell', narrative: 'The dome fell.' } }];
  expect(run('incidents', 'import', path, file('told.json', JSON.stringify(told))).code).toBe(0);

  const preview = ['dossier', path, '--for', 'public', '--preview'];
  const locked = run(...preview);
  expect(locked.code).toBe(4);
  expect(locked.json()).toMatchObject({ error: { code: 'sealed-locked' } });
  const previewed = run(...preview, ...second);
  expect(previewed.code).toBe(0);
  expect(previewed.json()).toMatchObject({ leftOut: [{ kind: 'incident', reason: 'confidentiality' }] });

  const document = join(folder, 'dossier.pdf');
  const write = ['dossier', path, document, '--for', 'public'];
  expect(run(...write, '--sealed-passphrase-file', file('wrong', 'another\n')).code).not.toBe(0);
  expect(run(...write, ...second).json()).toMatchObject({ path: document });
});
