import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { snapshot } from '../../../src/core/database/catalogue.ts';
import { createSealed, unlockSealed, writeSealed } from '../../../src/core/sealed/sealed-records.ts';
import { resolveItem } from '../../../src/core/catalogue/resolve.ts';
import { run, isInstalled } from '../../helpers/programs.ts';
import {
  archiveWith,
  done,
  expectOnlyDisposed,
  numbersOf,
  refused,
  valuesIn,
  within,
} from '../../helpers/disposition.ts';
import { cheap, encrypted, openTestArchive } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { stele } from '../../helpers/cli.ts';
import { formsOf, formsOfBytes, tracesIn } from '../../helpers/traces.ts';
import { contentsOf, expectNothingLeftOver } from '../../helpers/whole.ts';

const clock = (): Date => new Date();

/** Words that stand nowhere else, each where an item can have some. What is indexed begins differently: an index shares beginnings. */
const seeds = {
  fileName: 'Qzxseededname',
  folder: 'Wkvseededfolder',
  camera: 'Jqxseededcamera',
  caption: 'Qzxseededcaption',
  title: 'Vwqseededtitle',
  earlier: 'Qzxseededearlier',
  note: 'Qzxseedednote',
  reference: 'Qzxseededreference',
  giver: 'Qzxseededgiver',
  again: 'Zgkseededagain',
  sealed: 'Qzxseededsealed',
};

async function picture(): Promise<Buffer> {
  const pixels = Buffer.from(
    Array.from({ length: 640 * 480 * 3 }, (_, at) => (at * 7919 + (at >> 7) * 31) & 255),
  );
  return sharp(pixels, { raw: { width: 640, height: 480, channels: 3 } })
    .jpeg({ quality: 80 })
    .withExif({ IFD0: { Model: seeds.camera, ImageDescription: seeds.caption } })
    .toBuffer();
}

/** Asserted by hand: editing comes with the window. */
function giveTitles(archive: Parameters<Parameters<typeof within>[1]>[0], number: string): void {
  const id = resolveItem(archive, number);
  const db = archive.catalogue;
  const uid = db.prepare<[number], Uint8Array>('SELECT uid FROM item WHERE id = ?').pluck().get(id);
  const insert = db.prepare(
    "INSERT INTO revision (record_uid, record_kind, number, changed_at, identity_id, changes) VALUES (?, 'item', ?, ?, NULL, ?)",
  );
  const now = clock().toISOString();
  insert.run(uid, 2, now, JSON.stringify({ title: { old: null, new: seeds.earlier } }));
  insert.run(uid, 3, now, JSON.stringify({ title: { old: seeds.earlier, new: seeds.title } }));
  db.prepare('UPDATE item SET title = ?, revision = 3 WHERE id = ?').run(seeds.title, id);
}

test('of a destroyed picture and its words no byte is left in the folder, and verify says by which event', async () => {
  const folder = temporaryFolder();
  const bytes = await picture();
  const others = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`plain/note-${at}.txt`, `Note number ${at}\n`.repeat(5 + at)]),
  );
  const archive = await archiveWith(folder, others);
  const doomedCard = join(folder, seeds.folder);
  mkdirSync(doomedCard);
  writeFileSync(join(doomedCard, `${seeds.fileName}.jpg`), bytes);
  writeFileSync(
    join(doomedCard, `${seeds.fileName}.xmp`),
    `<x:xmpmeta xmlns:x="adobe:ns:meta/">${seeds.caption}</x:xmpmeta>`,
  );
  const accession = join(folder, 'accession.json');
  writeFileSync(accession, JSON.stringify({ receivedFrom: seeds.giver }));
  done(['import', archive, doomedCard, '--accession', accession]);
  // The same bytes once more, under another name, in an accession with something else.
  const more = join(folder, 'more');
  mkdirSync(more);
  writeFileSync(join(more, `${seeds.again}.jpg`), bytes);
  writeFileSync(join(more, 'kept.txt'), 'This one stays\n');
  done(['import', archive, more]);
  const number = numbersOf(archive)[`${seeds.fileName}.jpg`] ?? '';
  done(['dispose', 'hold', archive, number, '--reason', 'court-order', '--reference', seeds.reference]);
  expect(refused(['dispose', 'destroy', archive, number, '--reason', 'court-order', '--yes'])).toBe(
    'item-held',
  );
  done(['dispose', 'lift', archive, number]);
  done(['dispose', 'withdraw', archive, number, '--reason', 'consent-withdrawn', '--note', seeds.note]);
  done(['dispose', 'reinstate', archive, number]);
  done(['export', archive, join(folder, 'package'), '--profile', 'transfer', '--items', number]);
  const thumbnail = await within(archive, async (opened) => {
    giveTitles(opened, number);
    if (encrypted) {
      await createSealed(opened, [{ by: 'passphrase', passphrase: 'second', label: null }], cheap);
      await unlockSealed(opened, { by: 'passphrase', passphrase: 'second' });
      writeSealed(opened, number, 'source-name', seeds.sealed);
    }
    snapshot(opened.catalogue, join(archive, 'backups', 'catalogue-2026-11-09.db'));
    const rows = opened.derived?.prepare<[], Uint8Array>('SELECT bytes FROM thumbnail').pluck().all() ?? [];
    expect(rows.length).toBe(1);
    return Buffer.from(rows[0] ?? []);
  });
  const needles = [
    ...Object.values(seeds).flatMap(formsOf),
    ...formsOfBytes(bytes),
    thumbnail.subarray(thumbnail.length >> 1, (thumbnail.length >> 1) + 24),
  ];
  const found = await within(archive, (opened) => valuesIn(opened.catalogue).map(String).join('\n'));
  for (const [where, seed] of Object.entries(seeds))
    if (!['sealed', 'note'].includes(where)) expect(found, where).toContain(seed);
  if (!encrypted) expect(tracesIn(archive, needles).length).toBeGreaterThan(20);

  const words = ['dispose', 'destroy', archive, number, '--reason', 'consent-withdrawn', '--yes'];
  if (encrypted) expect(refused(words)).toBe('sealed-locked');
  const second = join(folder, 'second');
  writeFileSync(second, 'second\n');
  const result = done(encrypted ? [...words, '--sealed-passphrase-file', second] : words).json();
  expect(result).toMatchObject({ files: 2, backups: [], already: [] });
  expect(result.copies).toMatchObject([{ item: number, exhibit: 'E-0001', profile: 'transfer' }]);
  expect(JSON.stringify(result.notGuaranteed)).toMatch(/Flash.*copies of the archive folder.*packages/);

  // A part of a word may be of another one: whole forms count.
  expect(tracesIn(archive, needles)).toEqual([]);
  // The snapshots went with it, and a new one was made of what is left.
  const snapshots = readdirSync(join(archive, 'backups')).map((name) => name.replace(/-.*\./, '.'));
  expect(snapshots.toSorted()).toEqual(['archive.json', 'catalogue.db']);
  const [event] = result.destroyed as { event: number }[];
  const findings = expectOnlyDisposed(archive);
  expect(findings).toMatchObject([
    {
      path: number,
      detail: expect.stringMatching(`^disposed by event ${event?.event} on 20.*consent-withdrawn$`),
    },
  ]);
  const left = await openTestArchive(archive, { access: 'read', clock });
  for (const db of [left.catalogue, left.derived!]) {
    const values = valuesIn(db);
    for (const needle of needles) expect(values.some((value) => value.includes(needle))).toBe(false);
  }
  expect(left.catalogue.prepare('SELECT count(*) FROM sealed_text').pluck().get()).toBe(0);
  expect(
    left.catalogue.prepare("SELECT description, sources FROM accession WHERE number LIKE '%-00002'").get(),
  ).toEqual({
    description: '{}',
    sources: '[]',
  });
  left.close();
  await expectNothingLeftOver(archive);
  // Its number is not given again, and the rest is as it was.
  expect(stele(['list', archive, '--json']).json()).toMatchObject({ total: 41 });
  expect(stele(['list', archive, '--state', 'destroyed', '--json']).json()).toMatchObject({
    total: 1,
    items: [{ number, title: '', files: 0 }],
  });
  expect(stele(['show', archive, number]).stdout).toContain('Destroyed: nothing of it is left but this.');
  expect(stele(['log', archive, '--item', number]).stdout).toMatch(
    new RegExp(`ingestion .*\\(detail erased by event ${event?.event}\\)`),
  );
  // Done once more, it is done.
  expect(done(words).json()).toMatchObject({ destroyed: [], already: [number] });
  // Whoever still has the bytes can take them in again: a new item.
  expect(done(['import', archive, doomedCard]).json()).toMatchObject({ imported: 2 });
  expect((await contentsOf(archive)).items).toBe(43);
  expect(numbersOf(archive)[`${seeds.fileName}.jpg`]).not.toBe(number);
  expectOnlyDisposed(archive);
  expect(stele(['list', archive, '--query', seeds.fileName, '--json']).json()).toMatchObject({ total: 1 });
});

test('the same with the journal for file systems without shared memory', async () => {
  const env = { STELE_JOURNAL: 'exclusive' };
  const archive = await archiveWith(temporaryFolder(), {
    'Qzxname.txt': 'Qzxcontent\n'.repeat(50),
    'b.txt': 'b\n',
  });
  const { 'Qzxname.txt': number = '' } = numbersOf(archive);
  const { sha256 } = (done(['show', archive, number], env).json().files as { sha256: string }[])[0] ?? {};
  done(['dispose', 'destroy', archive, number, '--reason', 'not-evidence', '--yes'], env);
  const needles = ['Qzxname', 'Qzxcontent', sha256 ?? ''].flatMap(formsOf);
  expect(tracesIn(archive, needles)).toEqual([]);
  // Not even the first two digits of its hash, as the name of an empty folder.
  expect(readdirSync(join(archive, 'originals'))).toHaveLength(1);
  expectOnlyDisposed(archive);
});

test.skipIf(encrypted || !isInstalled('sha256sum', '--version'))(
  'what is left is still checked with sha256sum alone',
  async () => {
    const folder = temporaryFolder();
    const archive = await archiveWith(folder, { 'a.txt': 'one of two\n', 'b.txt': 'two of two\n' });
    const { 'a.txt': number = '' } = numbersOf(archive);
    done(['dispose', 'destroy', archive, number, '--reason', 'duplicate', '--yes']);
    const script = 'for f in */*; do echo "$(basename "${f%.*}")  $f"; done | sha256sum -c --quiet';
    run('sh', ['-c', script], join(archive, 'originals'));
    expect(readFileSync(join(archive, 'catalogue.db')).includes(Buffer.from('a.txt'))).toBe(false);
  },
);
