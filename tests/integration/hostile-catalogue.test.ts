import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/core/database/connection.ts';
import { stele } from '../helpers/cli.ts';
import { initArchive, testKeys } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';

/** An archive as somebody hands it over whose catalogue names places outside it, and the file of a victim beside it. */
async function hostile(...statements: string[]): Promise<{ archive: string; victim: string }> {
  const folder = temporaryFolder();
  const [archive, card, victim] = [join(folder, 'archive'), join(folder, 'card'), join(folder, 'victim.txt')];
  mkdirSync(card);
  writeFileSync(join(card, 'a.txt'), 'first');
  writeFileSync(victim, 'first');
  await initArchive(archive, 'Hostile');
  expect(stele(['import', archive, card]).code).toBe(0);
  const key = (await testKeys(archive))?.catalogue ?? null;
  const db = openDatabase(join(archive, 'catalogue.db'), { journal: 'rollback', access: 'write', key });
  for (const statement of statements) db.exec(statement);
  db.close();
  return { archive, victim };
}

const elsewhere = '../../victim.txt';

test('a name that leads out of the folder is told by verify, and nothing is read there', async () => {
  const { archive } = await hostile(`UPDATE file SET vault_name = '${elsewhere}'`);
  const ran = stele(['verify', archive, '--json']);
  expect(ran.code).toBe(1);
  const findings = ran.json().findings as { problem: string; detail: string }[];
  expect(findings.some(({ problem, detail }) => problem === 'unsafe' && detail.includes(elsewhere))).toBe(
    true,
  );
});

test('what a catalogue announces outside the folder is not removed when the archive is opened', async () => {
  for (const statement of [
    `INSERT INTO vault_intent VALUES ('${elsewhere}')`,
    `INSERT INTO disposal_task VALUES ('original', '${elsewhere}'), ('traces', '')`,
  ]) {
    const { archive, victim } = await hostile(statement);
    stele(['confirm', archive]);
    expect(existsSync(victim)).toBe(true);
  }
});

test('nothing outside is destroyed, put aside, exported or backed up', async () => {
  const { archive, victim } = await hostile(
    `UPDATE file SET vault_name = '${elsewhere}'`,
    "INSERT INTO fixity (file_id, checked_at, outcome) VALUES (1, '2026-01-01T00:00:00.000Z', 'changed')",
  );
  const { items } = stele(['list', archive, '--json']).json() as { items: { number: string }[] };
  const beside = join(archive, '..');
  for (const words of [
    ['export', archive, join(beside, 'package'), '--profile', 'transfer', '--all'],
    ['backup', archive, join(beside, 'backup')],
    ['confirm', archive],
    ['dispose', 'destroy', archive, items[0]?.number ?? '', '--reason', 'other', '--yes'],
  ]) {
    const { code } = stele(words);
    expect([1, 3, 5], words[0]).toContain(code);
    expect(existsSync(victim), words[0]).toBe(true);
  }
  expect(existsSync(join(archive, 'damaged'))).toBe(false);
});
