import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/core/cryptography/digest.ts';
import { generateSigningKey } from '../../../src/core/cryptography/signing.ts';
import { signCheckpoint } from '../../../src/core/custody/checkpoint.ts';
import type { LogFinding } from '../../../src/core/custody/log-findings.ts';
import { verifyLog } from '../../../src/core/custody/verify-log.ts';
import { canonicalize } from '../../../src/verifier/custody/canonical.ts';
import { utf8 } from '../../../src/verifier/custody/encoding.ts';
import { disclose, digestOf, fieldNames, leafText } from '../../../src/verifier/custody/event.ts';
import { GrowingTree, leafHash } from '../../../src/verifier/custody/merkle.ts';
import { forgeEvent, ingestion, ingestions, newTestLog, type TestLog } from '../../helpers/custody.ts';

const size = 1100;
/** In a whole block, and in the tail after the last whole block (1024). */
const places: readonly [where: string, sequence: number][] = [
  ['in a whole block', 300],
  ['in the tail', 1050],
];

let log: TestLog;
beforeEach(() => {
  log = newTestLog();
  log.append(ingestions(size));
  log.db.exec('DROP TRIGGER event_is_append_only_update; DROP TRIGGER event_is_append_only_delete');
  log.db.pragma('foreign_keys = OFF');
});
afterEach(() => {
  log.db.close();
  rmSync(log.folder, { recursive: true });
});

const verify = async (): Promise<readonly LogFinding[]> => (await verifyLog(log.db, log.logId)).findings;
const names = (findings: readonly LogFinding[]): string[] => [
  ...new Set(findings.map((entry) => entry.problem)),
];
const run = (sql: string, ...values: unknown[]): void => void log.db.prepare(sql).run(...values);
const checkpoint = () =>
  signCheckpoint(log.db, {
    logId: log.logId,
    key: log.key,
    occasion: 'request',
    now: Date.UTC(2026, 10, 10),
  });
const leafOf = (sequence: number): Buffer =>
  log.db.prepare<[number], { leaf: Buffer }>('SELECT leaf FROM event WHERE sequence = ?').get(sequence)
    ?.leaf ?? Buffer.alloc(0);
const disclosuresOf = (sequence: number): string[] => {
  const row = log.db
    .prepare<[number], { disclosures: string }>('SELECT disclosures FROM event_disclosure WHERE sequence = ?')
    .get(sequence);
  return JSON.parse(row?.disclosures ?? '[]') as string[];
};

function replaceEvent(sequence: number, leaf: Uint8Array, disclosures: readonly (string | null)[]): void {
  run('UPDATE event SET leaf = ? WHERE sequence = ?', leaf, sequence);
  const text = JSON.stringify(disclosures);
  run(
    "UPDATE event_disclosure SET disclosures = ?, subject = NULL, type = 'access' WHERE sequence = ?",
    text,
    sequence,
  );
}

/** What a forger with the whole database does: nodes, size and root made anew from the leaves. */
function remakeTree(): void {
  run('DELETE FROM log_node');
  const node = log.db.prepare('INSERT INTO log_node (log_id, level, position, hash) VALUES (?, ?, ?, ?)');
  const tree = new GrowingTree(sha256, (level, position, hash) => {
    if (level >= 8) node.run(log.logId, level, position, hash);
  });
  for (const { leaf } of log.db
    .prepare<[], { leaf: Buffer }>('SELECT leaf FROM event ORDER BY sequence')
    .all()) {
    tree.appendLeaf(leafHash(sha256, leaf));
  }
  run('UPDATE log SET size = ?, root = ?', tree.size, tree.root());
}

test('an honest log has no findings, with its checkpoints', async () => {
  checkpoint();
  log.append(ingestions(500));
  checkpoint();
  expect(await verifyLog(log.db, log.logId)).toMatchObject({ size: 1600, findings: [], checkpoints: 2 });
});

test('the log is append-only for whoever does not drop the triggers', () => {
  const fresh = newTestLog();
  fresh.append(ingestions(2));
  expect(() => fresh.db.exec('DELETE FROM event')).toThrow(/append-only/);
  expect(() => fresh.db.exec("UPDATE event SET leaf = x'00'")).toThrow(/append-only/);
  fresh.db.close();
  rmSync(fresh.folder, { recursive: true });
});

describe.each(places)('%s', (_, at) => {
  test('a changed leaf', async () => {
    const leaf = leafOf(at);
    const target = leaf.indexOf('"') + 5;
    leaf[target] = leaf[target] === 65 ? 66 : 65;
    run('UPDATE event SET leaf = ? WHERE sequence = ?', leaf, at);
    expect(await verify()).toMatchObject([{ problem: 'leaf-changed', sequence: at }]);
  });

  test('a changed value', async () => {
    const changed = disclosuresOf(at);
    changed[8] = (changed[8] ?? '').replace('quoted', 'forged');
    run('UPDATE event_disclosure SET disclosures = ? WHERE sequence = ?', JSON.stringify(changed), at);
    expect(await verify()).toMatchObject([{ problem: 'value-changed', sequence: at }]);
  });

  test('a changed salt', async () => {
    const changed = disclosuresOf(at);
    const triple = JSON.parse(changed[2] ?? '') as [string, string, string];
    changed[2] = canonicalize([Buffer.alloc(16, 7).toString('base64url'), triple[1], triple[2]]);
    run('UPDATE event_disclosure SET disclosures = ? WHERE sequence = ?', JSON.stringify(changed), at);
    expect(await verify()).toMatchObject([{ problem: 'value-changed', sequence: at }]);
  });

  test('a whole event replaced by another that is sound in itself', async () => {
    const forged = forgeEvent(at);
    replaceEvent(at, forged.leaf, forged.disclosures);
    const findings = await verify();
    // In the tail nothing but the root speaks against it, and it cannot say which event it was.
    expect(names(findings)).toEqual([at < 1024 ? 'leaf-changed' : 'root-wrong']);
  });

  test('a deleted event', async () => {
    run('DELETE FROM event WHERE sequence = ?', at);
    run('DELETE FROM event_disclosure WHERE sequence = ?', at);
    expect(await verify()).toMatchObject([{ problem: 'event-missing', sequence: at, last: at }]);
  });

  test('two events swapped', async () => {
    for (const table of ['event', 'event_disclosure']) {
      run(`UPDATE ${table} SET sequence = 999999 WHERE sequence = ?`, at);
      run(`UPDATE ${table} SET sequence = ? WHERE sequence = ?`, at, at + 1);
      run(`UPDATE ${table} SET sequence = ? WHERE sequence = 999999`, at + 1);
    }
    expect(await verify()).toMatchObject([
      { problem: 'event-reordered', sequence: at },
      { problem: 'event-reordered', sequence: at + 1 },
    ]);
  });

  test('two events swapped, and the tree made anew', async () => {
    const [first, second] = [leafOf(at), leafOf(at + 1)];
    const [firstText, secondText] = [disclosuresOf(at), disclosuresOf(at + 1)];
    replaceEvent(at, second, secondText);
    replaceEvent(at + 1, first, firstText);
    remakeTree();
    expect(names(await verify())).toContain('event-reordered');
  });

  test('a field committed twice', async () => {
    const twice = forgeEvent(at);
    const digests = twice.disclosures.map((text) => digestOf(sha256, text));
    digests[7] = digests[5] ?? '';
    const texts = twice.disclosures.with(7, twice.disclosures[5] ?? '');
    replaceEvent(at, utf8(leafText(digests)), texts);
    remakeTree();
    expect(names(await verify())).toEqual(['field-committed-twice']);
  });

  test("a field at another's position", async () => {
    const odd = forgeEvent(at);
    const text = disclose(new Uint8Array(16), 'type', 'deletion');
    const texts = odd.disclosures.with(11, text);
    replaceEvent(at, utf8(leafText(texts.map((entry) => digestOf(sha256, entry)))), texts);
    remakeTree();
    expect(await verify()).toMatchObject([{ problem: 'field-committed-twice', sequence: at }]);
  });

  test.each([11, 13])('a leaf of %i digests', async (length) => {
    const { disclosures } = forgeEvent(at);
    const digests = [...disclosures, 'x'].slice(0, length).map((text) => digestOf(sha256, text));
    replaceEvent(at, utf8(leafText(digests)), disclosures);
    remakeTree();
    expect(await verify()).toMatchObject([{ problem: 'leaf-malformed', sequence: at }]);
  });

  test('values that are committed but not canonical, or of the wrong type', async () => {
    const salt = Buffer.alloc(16).toString('base64url');
    for (const text of [
      `["${salt}","outcome", "success"]`,
      `["${salt}","outcome","perhaps"]`,
      `["AA","outcome","success"]`,
    ]) {
      const texts = forgeEvent(at).disclosures.with(7, text);
      replaceEvent(at, utf8(leafText(texts.map((entry) => digestOf(sha256, entry)))), texts);
      remakeTree();
      expect(await verify()).toMatchObject([{ problem: 'value-malformed', sequence: at }]);
    }
  });

  test('values that are gone without an event that says so', async () => {
    const texts: (string | null)[] = disclosuresOf(at);
    texts[8] = null;
    run('UPDATE event_disclosure SET disclosures = ? WHERE sequence = ?', JSON.stringify(texts), at);
    expect(await verify()).toMatchObject([{ problem: 'values-missing', sequence: at }]);
    log.append([
      {
        ...ingestion('x'),
        type: 'deletion',
        detail: { reason: 'consent withdrawn', erased: [{ sequence: at, fields: ['detail'] }] },
      },
    ]);
    expect(await verify()).toEqual([]);
  });

  test('look-up columns that hide an event from its subject', async () => {
    run('UPDATE event_disclosure SET subject = NULL WHERE sequence = ?', at);
    expect(await verify()).toMatchObject([{ problem: 'lookup-changed', sequence: at }]);
  });
});

test('the end cut off', async () => {
  run('DELETE FROM event WHERE sequence >= 700');
  expect(await verify()).toMatchObject([{ problem: 'event-missing', sequence: 700, last: 1099 }]);
});

test('an event added at the end', async () => {
  const forged = forgeEvent(size);
  run('INSERT INTO event VALUES (?, ?, ?)', log.logId, size, forged.leaf);
  const text = JSON.stringify(forged.disclosures);
  run('INSERT INTO event_disclosure VALUES (?, ?, ?, NULL, NULL)', log.logId, size, text);
  expect(await verify()).toMatchObject([{ problem: 'event-added', sequence: size, last: size }]);
});

test('an event pushed in between', async () => {
  run(
    'UPDATE event SET sequence = -sequence WHERE sequence >= 500'.replace('-sequence', 'sequence + 1000000'),
  );
  run('UPDATE event SET sequence = sequence - 999999 WHERE sequence >= 1000000');
  run('UPDATE event_disclosure SET sequence = sequence + 1000000 WHERE sequence >= 500');
  run('UPDATE event_disclosure SET sequence = sequence - 999999 WHERE sequence >= 1000000');
  const forged = forgeEvent(500);
  run('INSERT INTO event VALUES (?, 500, ?)', log.logId, forged.leaf);
  run(
    "INSERT INTO event_disclosure VALUES (?, 500, ?, NULL, 'access')",
    log.logId,
    JSON.stringify(forged.disclosures),
  );
  const findings = await verify();
  expect(names(findings)).toEqual(expect.arrayContaining(['event-reordered', 'event-added']));
  expect(findings.find((entry) => entry.problem === 'event-reordered')?.sequence).toBe(501);
});

test.each([
  [8, 1],
  [9, 0],
  [10, 0],
])('a changed stored node of level %i', async (level, position) => {
  run('UPDATE log_node SET hash = ? WHERE level = ? AND position = ?', sha256('x'), level, position);
  expect(names(await verify())).toEqual(['node-wrong']);
});

test('a missing and a surplus stored node', async () => {
  run('DELETE FROM log_node WHERE level = 8 AND position = 2');
  run('INSERT INTO log_node VALUES (?, 8, 4, ?)', log.logId, sha256('x'));
  expect((await verify()).map((entry) => entry.problem)).toEqual(['node-wrong', 'node-wrong']);
});

test('a changed root', async () => {
  checkpoint();
  run('UPDATE log SET root = ?', sha256('x'));
  expect(names(await verify())).toEqual(['root-wrong']);
});

test('a log rewritten with everything that can be recomputed contradicts its checkpoint', async () => {
  checkpoint();
  log.append(ingestions(900));
  checkpoint();
  for (const at of [5, 1500]) {
    const forged = forgeEvent(at);
    replaceEvent(at, forged.leaf, forged.disclosures);
    remakeTree();
    expect(names(await verify())).toEqual(['rewritten']);
  }
});

test('one rotten leaf is not called a rewritten log', async () => {
  checkpoint();
  run('UPDATE event SET leaf = ? WHERE sequence = 1023', utf8('[1]'));
  expect(await verifyLog(log.db, log.logId)).toMatchObject({
    findings: [{ problem: 'leaf-malformed', sequence: 1023 }],
    checkpoints: 1,
  });
});

test('a log restored from before a checkpoint is shorter, not rewritten', async () => {
  log.append(ingestions(900));
  checkpoint();
  run('DELETE FROM event WHERE sequence >= 1300');
  run('DELETE FROM event_disclosure WHERE sequence >= 1300');
  remakeTree();
  expect(await verify()).toMatchObject([{ problem: 'shorter-than-checkpoint', sequence: 1300, last: 1999 }]);
});

test('checkpoints that are forged', async () => {
  const stranger = generateSigningKey();
  signCheckpoint(log.db, { logId: log.logId, key: stranger, occasion: 'close', now: 0 });
  const { id } = checkpoint();
  run("UPDATE checkpoint SET note = replace(note, '1100', '1099') WHERE id = ?", id);
  const { id: third } = checkpoint();
  run("UPDATE checkpoint SET note = 'nothing' WHERE id = ?", third);
  const { id: fourth } = checkpoint();
  run('UPDATE checkpoint SET size = 3 WHERE id = ?', fourth);
  expect((await verify()).map((entry) => entry.problem)).toEqual([
    'checkpoint-bad-signature',
    'checkpoint-bad-signature',
    'checkpoint-malformed',
    'checkpoint-malformed',
  ]);
});

test('every value of every event gone is one finding', async () => {
  run('DELETE FROM event_disclosure');
  expect(await verify()).toMatchObject([{ problem: 'values-missing', sequence: 0, last: size - 1 }]);
  expect(fieldNames).toHaveLength(12);
});
