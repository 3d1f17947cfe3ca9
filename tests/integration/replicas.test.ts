import { chmodSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stele, type Ran } from '../helpers/cli.ts';
import { appendEvents } from '../../src/core/custody/append.ts';
import { createLog, openCustodyLog } from '../../src/core/custody/log.ts';
import { openDatabase } from '../../src/core/database/connection.ts';
import { addPerson } from '../../src/core/identities/person.ts';
import { initArchive, openTestArchive, testKeys } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';

interface Found {
  readonly path: string;
  readonly problem: string;
  readonly detail: string;
}

const found = (ran: Ran): readonly Found[] => ran.json().findings as Found[];
const words = (ran: Ran): string =>
  found(ran)
    .map(({ problem, detail }) => `${problem} ${detail}`)
    .join('\n');

let [base, archive, noted] = ['', '', ''];

function takeIn(path: string, text: string, ...more: string[]): Ran {
  const card = mkdtempSync(join(base, 'card-'));
  writeFileSync(join(card, `${text}.txt`), text);
  return stele(['import', path, card, '--json', ...more]);
}

/** What somebody does who copies the folder with any program. */
function copied(from: string): string {
  const copy = join(temporaryFolder(), 'archive');
  cpSync(from, copy, { recursive: true });
  return copy;
}

function checkpoint(path: string, name: string, ...more: string[]): string {
  const out = join(base, name);
  expect(stele(['checkpoint', path, '--out', out, ...more]).code).toBe(0);
  return out;
}

const verify = (path: string, ...checkpoints: string[]): Ran =>
  stele(['verify', path, '--json', ...checkpoints.flatMap((file) => ['--checkpoint', file])]);

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'stele-replicas-'));
  archive = join(base, 'archive');
  await initArchive(archive, 'Copies');
  expect(takeIn(archive, 'first').code).toBe(0);
  noted = checkpoint(archive, 'noted.txt');
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a folder that stands elsewhere than it stood', () => {
  test('is read as it is, and writes only once somebody says what became of it', () => {
    const copy = copied(archive);
    const before = readFileSync(join(copy, 'archive.json'), 'utf8');
    expect(stele(['list', copy]).code).toBe(0);
    expect(verify(copy, noted).json()).toMatchObject({ verdict: 'verified', findings: [] });
    const refused = takeIn(copy, 'second');
    expect(refused.code).toBe(3);
    expect(refused.json()).toMatchObject({ error: { code: 'archive-elsewhere' } });
    expect(readFileSync(join(copy, 'archive.json'), 'utf8')).toBe(before);
  });

  test('renamed on its own disk, it is where it was', () => {
    const copy = copied(archive);
    expect(takeIn(copy, 'x', '--as', 'moved').code).toBe(0);
    const renamed = `${copy} of March`;
    renameSync(copy, renamed);
    expect(takeIn(renamed, 'y').code).toBe(0);
  });

  test('moved: asked once, the same replica goes on, and it is no finding', () => {
    const copy = copied(archive);
    expect(takeIn(copy, 'second', '--as', 'moved').code).toBe(0);
    expect(takeIn(copy, 'third').code).toBe(0);
    expect(replicaOf(copy)).toBe(replicaOf(archive));
    expect(verify(copy, noted).json()).toMatchObject({ verdict: 'verified', findings: [] });
    const { events } = stele(['log', copy, '--json']).json() as { events: { detail: unknown }[] };
    expect(events.filter(({ detail }) => JSON.stringify(detail) === '{"replica":"moved"}')).toHaveLength(1);
  });

  test.each(['copied', 'restored'] as const)('%s: a replica of its own, with numbers of its own', (as) => {
    const copy = copied(archive);
    expect(takeIn(copy, 'second', '--as', as).code).toBe(0);
    expect(takeIn(copy, 'third').code).toBe(0);
    expect(replicaOf(copy)).not.toBe(replicaOf(archive));
    const { items } = stele(['list', copy, '--json']).json() as { items: { number: string }[] };
    const codes = items.map(({ number }) => number.split('-')[1]);
    expect(codes[0]).not.toBe(codes[1]);
    expect(codes[1]).toBe(codes[2]);
    const checked = verify(copy, noted);
    expect(checked.json()).toMatchObject({ verdict: 'verified' });
    expect(found(checked)).toMatchObject([
      {
        problem: 'warning',
        detail: expect.stringContaining(
          as === 'copied'
            ? 'a copy that was made here'
            : 'restored from a backup, or repaired from a snapshot, here',
        ) as string,
      },
    ]);
  });

  test('cut off between catalogue and archive.json, the branch that was begun is gone on with', async () => {
    const copy = copied(archive);
    const before = readFileSync(join(copy, 'archive.json'));
    const clock = (): Date => new Date();
    (await openTestArchive(copy, { access: 'write', clock, as: 'restored' })).close();
    const replica = replicaOf(copy);
    writeFileSync(join(copy, 'archive.json'), before);
    const again = await openTestArchive(copy, { access: 'write', clock, as: 'restored' });
    expect(again.catalogue.prepare('SELECT count(*) FROM replica').pluck().get()).toBe(2);
    again.close();
    expect(replicaOf(copy)).toBe(replica);
  });
});

function replicaOf(path: string): string {
  return (JSON.parse(readFileSync(join(path, 'archive.json'), 'utf8')) as { replicaId: string }).replicaId;
}

describe('honest accidents are worded as what they are, and none is called forgery', () => {
  test('restored after a checkpoint was noted: said, and nothing failed', () => {
    const backup = copied(archive);
    const live = copied(archive);
    expect(takeIn(live, 'lost with the laptop', '--as', 'moved').code).toBe(0);
    const later = checkpoint(live, 'later.txt');
    expect(takeIn(backup, 'after', '--as', 'restored').code).toBe(0);
    expect(takeIn(backup, 'and after that').code).toBe(0);
    const checked = verify(backup, noted, later);
    expect(checked.json()).toMatchObject({ verdict: 'verified' });
    expect(words(checked)).toMatch(/warning parted: .*later\.txt was signed over \d+ events by another copy/);
    expect(words(checked)).toContain('this copy was restored');
    expect(words(checked)).not.toMatch(/rewritten|forge/);
    const log = stele(['log', backup, '--verify', '--json', '--checkpoint', later]);
    expect(log.json()).toMatchObject({ verdict: 'verified' });
  });

  test('restored, and nobody said so: shorter, with what may have happened, and not rewritten', () => {
    const backup = copied(archive);
    const live = copied(archive);
    expect(takeIn(live, 'more', '--as', 'moved').code).toBe(0);
    const checked = verify(backup, checkpoint(live, 'unsaid.txt'));
    expect(checked.code).toBe(1);
    expect(words(checked)).toMatch(
      /^missing shorter-than-checkpoint: .* was restored from a backup, or lost its last events to a power cut/,
    );
    expect(words(checked)).not.toMatch(/rewritten|forge/);
  });

  test('two copies that both wrote: each knows the other for a copy', () => {
    const [one, other] = [copied(archive), copied(archive)];
    expect(takeIn(one, 'here', '--as', 'moved').code).toBe(0);
    expect(takeIn(other, 'there', '--as', 'copied').code).toBe(0);
    const [ofOne, ofOther] = [checkpoint(one, 'one.txt'), checkpoint(other, 'other.txt')];
    for (const [path, note, expected] of [
      [other, ofOne, 'by another copy of this archive'],
      [one, ofOther, 'signed by a key that this copy does not know: by another copy'],
    ] as const) {
      const checked = verify(path, noted, note);
      expect(checked.json()).toMatchObject({ verdict: 'verified' });
      expect(words(checked)).toContain(expected);
      expect(words(checked)).not.toMatch(/rewritten|forge/);
    }
  });

  test('a clock that was set back', async () => {
    const path = join(temporaryFolder(), 'archive');
    await initArchive(path, 'Clocks');
    const at = async (time: string): Promise<void> => {
      const opened = await openTestArchive(path, { access: 'write', clock: () => new Date(time) });
      opened.catalogue.transaction(() => addPerson(opened.catalogue, opened.events, time))();
      opened.close();
    };
    for (const time of [
      '2026-05-01T10:00:00Z',
      '2026-05-01T10:00:05Z',
      '2026-05-01T10:00:04Z',
      '2019-01-01T00:00:00Z',
      '2019-01-01T00:01:00Z',
    ])
      await at(time);
    const checked = verify(path);
    expect(checked.json()).toMatchObject({ verdict: 'verified' });
    expect(found(checked)).toMatchObject([{ path: 'log/3', problem: 'warning' }]);
    expect(words(checked)).toContain(
      'set back, from 2026-05-01T10:00:04.000Z (event 2) to 2019-01-01T00:00:00.000Z',
    );
  });

  test('an original that a power cut or a bad stick left short', async () => {
    const path = join(temporaryFolder(), 'archive');
    await initArchive(path, 'Short');
    expect(takeIn(path, 'a text of some length').code).toBe(0);
    const opened = await openTestArchive(path, { access: 'read', clock: () => new Date() });
    const name = opened.catalogue.prepare<[], string>('SELECT vault_name FROM file').pluck().get() ?? '';
    const isPlain = opened.keys === null;
    opened.close();
    const original = join(path, 'originals', name);
    const bytes = readFileSync(original);
    chmodSync(original, 0o644);
    writeFileSync(original, bytes.subarray(0, 5));
    const checked = verify(path);
    expect(checked.code).toBe(1);
    if (isPlain) expect(words(checked)).toContain('ends after 5 of 21 bytes, as a power cut');
    else expect(words(checked)).toContain('changed');
  });
});

describe('what is no accident is called what it is', () => {
  test('events rewritten under a copy that says it was restored later do not pass for that copy', async () => {
    const path = copied(archive);
    expect(takeIn(path, 'before', '--as', 'restored').code).toBe(0);
    const own = checkpoint(path, 'own.txt');
    // The same copy goes back behind its own signature: its branch excuses others, not itself.
    const forged = copied(archive);
    const opened = await openTestArchive(forged, { access: 'write', clock: () => new Date(), as: 'moved' });
    opened.close();
    const checked = verify(forged, own);
    expect(words(checked)).toContain('signed by a key that this copy does not know');
    const again = copied(path);
    const key = (await testKeys(again))?.catalogue ?? null;
    const db = openDatabase(join(again, 'catalogue.db'), { journal: 'rollback', access: 'write', key });
    const size = db.prepare<[], number>('SELECT size FROM log').pluck().get() ?? 0;
    db.exec('DROP TRIGGER event_is_append_only_delete');
    db.exec(
      `DELETE FROM event_disclosure WHERE sequence = ${size - 1}; DELETE FROM event WHERE sequence = ${size - 1}`,
    );
    db.close();
    expect(words(verify(again, own))).toMatch(/missing event-missing/);
  });

  test('a checkpoint of another archive, a broken one, and one whose signature is not its own', async () => {
    const other = join(temporaryFolder(), 'other');
    await initArchive(other, 'Other');
    const foreign = checkpoint(other, 'foreign.txt');
    const broken = join(base, 'broken.txt');
    writeFileSync(broken, 'not a note');
    for (const [file, reason] of [
      [foreign, 'of another log'],
      [broken, 'not a signed note'],
    ] as const) {
      const checked = verify(archive, file);
      expect(checked.code).toBe(2);
      expect(checked.json()).toMatchObject({ error: { code: 'checkpoint-unusable' } });
      expect(checked.stdout).toContain(reason);
    }
    const missing = verify(archive, join(base, 'nowhere.txt'));
    expect(missing.code).toBe(2);
  });

  test('a rewritten log against the checkpoint that was noted', async () => {
    const path = copied(archive);
    // Somebody makes an archive of the same id whose log says something else, and signs it with the same key.
    const opened = await openTestArchive(path, { access: 'write', clock: () => new Date(), as: 'moved' });
    const drafts = Array.from(
      { length: 12 },
      () => ({ type: 'access', subject: null, outcome: 'success', detail: {} }) as const,
    );
    const { origin } = opened.events.log.row();
    const context = opened.events;
    opened.close();
    const key = (await testKeys(path))?.catalogue ?? null;
    const db = openDatabase(join(path, 'catalogue.db'), { journal: 'rollback', access: 'write', key });
    db.exec('PRAGMA foreign_keys = OFF; DROP TRIGGER event_is_append_only_delete');
    db.exec(
      'DELETE FROM checkpoint; DELETE FROM event_disclosure; DELETE FROM event; DELETE FROM log_node; DELETE FROM log',
    );
    const id = createLog(db, { uid: opened.uid, origin });
    db.transaction(() => appendEvents(db, { ...context, log: openCustodyLog(db, id) }, drafts))();
    db.close();
    expect(words(verify(path, noted))).toMatch(
      /rewritten rewritten: the first \d+ events are not those that the checkpoint in .*noted\.txt/,
    );
  });
});

test('a checkpoint is signed, says what it covers, and is never written over', () => {
  const made = stele(['checkpoint', archive, '--json']);
  expect(made.json()).toMatchObject({
    size: expect.any(Number) as number,
    root: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(String(made.json().note)).toContain(`${String(made.json().size)}\n`);
  expect(stele(['checkpoint', archive, '--out', noted]).code).toBe(2);
});
