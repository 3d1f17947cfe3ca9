import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveWith, copyOf, done, numbersOf, within } from '../../helpers/disposition.ts';
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
