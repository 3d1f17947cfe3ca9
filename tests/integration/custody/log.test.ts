import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../../src/core/cryptography/digest.ts';
import { appendEvents } from '../../../src/core/custody/append.ts';
import { openCustodyLog, readLogRow } from '../../../src/core/custody/log.ts';
import { readEventsAbout, readEvents, valuesOf } from '../../../src/core/custody/read.ts';
import { StoredTree } from '../../../src/core/custody/root.ts';
import { verifyLog } from '../../../src/core/custody/verify-log.ts';
import { openDatabase } from '../../../src/core/database/connection.ts';
import { leafHash, verifyConsistency, verifyInclusion } from '../../../src/verifier/custody/merkle.ts';
import { ingestion, ingestions, newTestLog, type TestLog } from '../../helpers/custody.ts';

let log: TestLog;
beforeEach(() => (log = newTestLog()));
afterEach(() => {
  log.db.close();
  rmSync(log.folder, { recursive: true });
});

test('events are appended only inside the transaction of what they tell of', () => {
  expect(() => appendEvents(log.db, log.context, [ingestion('a')])).toThrow(/transaction/);
});

test('what a verifier would refuse is never written', () => {
  const bad = { ...ingestion('a'), detail: { size: 1.5 } };
  expect(() => log.append([ingestion('a'), bad])).toThrow(/integer/);
  expect(() => log.append([{ ...ingestion('a'), act: 'not a UUID' }])).toThrow(/act/);
  expect(readLogRow(log.db, log.logId).size).toBe(0);
});

test('a rolled back transaction leaves the log as it was, and appending goes on', async () => {
  log.append(ingestions(300));
  const roll = log.db.transaction(() => {
    appendEvents(log.db, log.context, ingestions(300));
    throw new Error('rolled back');
  });
  expect(() => roll.immediate()).toThrow('rolled back');
  log.append(ingestions(300));
  const result = await verifyLog(log.db, log.logId);
  expect(result).toMatchObject({ size: 600, findings: [] });
});

test('two connections append in turn, each noticing what the other wrote', async () => {
  const second = openDatabase(log.db.name, { journal: 'shared', access: 'write' });
  const other = { ...log.context, log: openCustodyLog(second, log.logId) };
  for (let round = 0; round < 5; round += 1) {
    log.append(ingestions(101));
    second.transaction(() => appendEvents(second, other, ingestions(57))).immediate();
  }
  second.close();
  expect(await verifyLog(log.db, log.logId)).toMatchObject({ size: 790, findings: [] });
});

test('a log whose head does not match its events is not appended to', () => {
  log.append(ingestions(10));
  log.db.prepare('UPDATE log SET root = ?').run(sha256('other'));
  expect(() => log.append([ingestion('a')])).toThrow(expect.objectContaining({ code: 'archive-damaged' }));
});

test('events of a subject are found, with their values', () => {
  const wanted = ingestion('wanted');
  log.append([...ingestions(600), wanted, ...ingestions(5)]);
  const subjects = wanted.subject ? [wanted.subject] : [];
  const found = [...readEventsAbout(log.db, log.logId, subjects)];
  expect(found.map((event) => event.sequence)).toEqual([600]);
  expect(found.map(valuesOf)).toMatchObject([
    { sequence: 600, type: 'ingestion', detail: wanted.detail, act: null },
  ]);
  expect([...readEvents(log.db, log.logId)]).toHaveLength(606);
});

test('roots and proofs hold at every kind of size', () => {
  log.append(ingestions(1100));
  const tree = new StoredTree(log.db, log.logId);
  const leaves = [...readEvents(log.db, log.logId)].map(({ leaf }) => leafHash(sha256, Buffer.from(leaf)));
  for (const size of [1, 2, 255, 256, 257, 512, 700, 1023, 1024, 1100]) {
    const root = tree.rootAt(size);
    for (const index of [0, 1, 254, 255, 256, 600, size - 1].filter((at) => at < size)) {
      const path = tree.inclusionProof(index, size);
      expect(verifyInclusion(sha256, leaves[index] ?? root, index, size, path, root)).toBe(true);
      const proof = tree.consistencyProof(index + 1, size);
      expect(verifyConsistency(sha256, index + 1, size, tree.rootAt(index + 1), root, proof)).toBe(true);
    }
  }
  expect(Buffer.from(tree.rootAt(1100)).equals(readLogRow(log.db, log.logId).root)).toBe(true);
  log.append(ingestions(3));
  expect(Buffer.from(tree.rootAt(1103)).equals(readLogRow(log.db, log.logId).root)).toBe(true);
});

test('times that run backwards are a clock that was set back, and not a fault of the log', async () => {
  let time = Date.UTC(2026, 0, 1);
  const context = { ...log.context, clock: () => (time -= 86_400_000) };
  log.db.transaction(() => appendEvents(log.db, context, ingestions(20))).immediate();
  const { findings } = await verifyLog(log.db, log.logId);
  expect(findings.length).toBeGreaterThanOrEqual(19);
  for (const { problem } of findings) expect(problem).toBe('clock-set-back');
});
