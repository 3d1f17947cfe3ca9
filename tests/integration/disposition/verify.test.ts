import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { appendEvents } from '../../../src/core/custody/append.ts';
import {
  archiveWith,
  copyOf,
  done,
  expectOnlyDisposed,
  numbersOf,
  within,
} from '../../helpers/disposition.ts';
import { encrypted } from '../../helpers/encryption.ts';
import { verifyHere } from '../../helpers/killing.ts';
import { tracesIn } from '../../helpers/traces.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { stele } from '../../helpers/cli.ts';

test('tombstones, states and holds that the log does not tell of, and the other way round, are found', async () => {
  const folder = temporaryFolder();
  const names = ['a', 'b', 'c', 'd'];
  const archive = await archiveWith(
    folder,
    Object.fromEntries(names.map((name) => [`${name}.txt`, `${name}\n`])),
  );
  const numbers = numbersOf(archive);
  const [a, b, c, d] = names.map((name) => numbers[`${name}.txt`] ?? '') as [string, string, string, string];
  const { destroyed } = done(['dispose', 'destroy', archive, a, '--reason', 'duplicate', '--yes']).json() as {
    destroyed: { event: number }[];
  };
  const event = destroyed[0]?.event ?? 0;
  done(['dispose', 'withdraw', archive, b, '--reason', 'other']);
  done(['dispose', 'hold', archive, c, '--reason', 'court-order']);
  const item = (number: string): string => `(SELECT id FROM item WHERE number = '${number}')`;
  const attacks: [sql: string, told: string][] = [
    [`DELETE FROM tombstone`, `${a}: event ${event} says it was destroyed, and it has no tombstone`],
    [
      `UPDATE tombstone SET reason = 'other'`,
      `${a}: event ${event} says it was destroyed, and its tombstone says otherwise`,
    ],
    [`UPDATE tombstone SET sequence = 3`, 'its tombstone says otherwise'],
    [
      `INSERT INTO tombstone (item_id, destroyed_at, reason, sequence, keeps_record) VALUES (${item(d)}, '2026-01-01', 'other', 8, 0)`,
      `${d}: no event says it was destroyed, and its tombstone says otherwise`,
    ],
    [
      `UPDATE item SET title = 'back' WHERE number = '${a}'`,
      `${a} was destroyed by event ${event}, and records of it are there`,
    ],
    [`DELETE FROM item_state`, `whether ${b} is withdrawn or quarantined differs`],
    [`UPDATE item_state SET state = 'quarantined'`, `whether ${b} is withdrawn or quarantined differs`],
    [
      `INSERT INTO item_state (item_id, state, reason, since, sequence) VALUES (${item(d)}, 'withdrawn', 'other', '2026-01-01', 8)`,
      `whether ${d} is withdrawn or quarantined differs`,
    ],
    [`UPDATE legal_hold SET lifted_at = '2026-01-01'`, `the legal holds on ${c} differ`],
    [`DELETE FROM legal_hold`, `the legal holds on ${c} differ`],
    [`INSERT INTO setting VALUES ('two-person-destruction', 'on')`, 'how many identities it takes'],
  ];
  expect(stele(['verify', archive]).code).toBe(0);
  for (const [at, [sql, told]] of attacks.entries()) {
    const copy = copyOf(archive, join(folder, `attacked-${at}`));
    await within(copy, ({ catalogue }) => void catalogue.exec(sql));
    const ran = stele(['verify', copy, '--json']);
    expect(ran.code, sql).toBe(1);
    expect(ran.stdout, sql).toContain(told);
  }
});

test('a value that is gone without an event is not taken for one that was erased', async () => {
  const archive = await archiveWith(temporaryFolder(), { 'a.txt': 'a\n', 'b.txt': 'b\n' });
  const { 'a.txt': number = '' } = numbersOf(archive);
  done(['dispose', 'destroy', archive, number, '--reason', 'duplicate', '--yes']);
  await within(archive, ({ catalogue }) => {
    const row = catalogue
      .prepare<[], { sequence: number; disclosures: string }>(
        "SELECT sequence, disclosures FROM event_disclosure WHERE type = 'ingestion' AND disclosures LIKE '%\"digests\\%' ESCAPE '!' ORDER BY sequence LIMIT 1",
      )
      .get();
    const values = JSON.parse(row?.disclosures ?? '[]') as (string | null)[];
    values[8] = null;
    catalogue
      .prepare('UPDATE event_disclosure SET disclosures = ? WHERE sequence = ?')
      .run(JSON.stringify(values), row?.sequence);
  });
  const ran = stele(['log', archive, '--verify', '--json']);
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain('no event says that detail were erased');
});

test('a deletion that was only written into the log excuses nothing: a row that was taken out is a number without a record', async () => {
  const path = await archiveWith(temporaryFolder(), { 'one.txt': 'first', 'two.txt': 'second' });
  await within(path, (archive) => {
    const db = archive.catalogue;
    const [keep, gone] = db
      .prepare<[], { id: number; uid: Uint8Array }>('SELECT id, uid FROM item ORDER BY id')
      .all();
    const file = db
      .prepare<[number], Uint8Array>('SELECT uid FROM file WHERE item_id = ?')
      .pluck()
      .get(gone!.id)!;
    const subject = { kind: 'item', id: uuidText(keep!.uid) };
    const detail = { files: [uuidText(file)] };
    db.transaction(() =>
      appendEvents(db, archive.events, [{ type: 'deletion', subject, outcome: 'success', detail }]),
    )();
    db.pragma('foreign_keys = OFF');
    db.prepare('DELETE FROM accession_entry WHERE file_id IN (SELECT id FROM file WHERE item_id = ?)').run(
      gone!.id,
    );
    db.prepare('DELETE FROM revision WHERE record_uid = ?').run(gone!.uid);
    db.prepare('DELETE FROM file WHERE item_id = ?').run(gone!.id);
    db.prepare('DELETE FROM item WHERE id = ?').run(gone!.id);
  });
  const { verdict, findings } = await verifyHere(path);
  expect(verdict).toBe('failed');
  const told = findings.map(({ detail }) => detail).join('\n');
  expect(told).toContain('a deletion that does not say what it did');
  expect(told).toMatch(/2 numbers \S+-… were given, and 1 records have one/);
  expect(told).toMatch(/the log tells of file \S+, and it is not there/);
});

test('a file that was asked for by name leaves no name behind when it is destroyed, though others came with it', async () => {
  const folder = temporaryFolder();
  const path = await archiveWith(folder, { 'other.txt': 'other' });
  for (const name of ['QZSEEDNAMEWKV.txt', 'kept.txt']) writeFileSync(join(folder, name), name);
  done(['import', path, join(folder, 'QZSEEDNAMEWKV.txt'), join(folder, 'kept.txt')]);
  const { 'QZSEEDNAMEWKV.txt': number = '' } = numbersOf(path);
  done(['dispose', 'destroy', path, number, '--reason', 'other', '--yes']);
  if (!encrypted) expect(tracesIn(path, [Buffer.from('QZSEEDNAMEWKV')])).toEqual([]);
  await within(path, (archive) => {
    expect(
      archive.catalogue.prepare('SELECT group_concat(sources) FROM accession').pluck().get(),
    ).not.toContain('QZSEED');
  });
  expectOnlyDisposed(path);
});
