import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSealed } from '../../../src/core/sealed/sealed-records.ts';
import { stele } from '../../helpers/cli.ts';
import { cheap, createTestArchive, openTestArchive, passphrase } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

test('stele dossier takes the second passphrase where an archive has sealed records', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'archive');
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const env = { STELE_PASSPHRASE: passphrase };
  const run = (...words: string[]) => stele([...words, '--json'], { env });
  const second = ['--sealed-passphrase-file', file('second', 'the second passphrase\n')];
  await createTestArchive({ path, name: 'Case', operator: null, clock: () => new Date() }, true);
  const made = await openTestArchive(path, { access: 'write', clock: () => new Date() });
  await createSealed(made, [{ by: 'passphrase', passphrase: 'the second passphrase', label: null }], cheap);
  made.close();
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
