import { mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import type { CardReport } from '../../src/shared/records/fixity.ts';
import type { SurveyResult } from '../../src/shared/records/survey.ts';
import type { Verification } from '../../src/shared/records/verification.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { resultOf } from '../helpers/streams.ts';

const whole = openCore({ clock: () => new Date(), isSameDisk: () => false });
const client = createRouterClient(router, { context: { core: whole } });
afterAll(() => whole.close());

async function world() {
  const base = temporaryFolder();
  const card = join(base, 'card');
  mkdirSync(join(card, 'DCIM'), { recursive: true });
  const draw = (colour: string) =>
    sharp({ create: { width: 900, height: 600, channels: 3, background: colour } })
      .jpeg()
      .toBuffer();
  writeFileSync(join(card, 'DCIM', 'church.jpg'), await draw('#a52'));
  writeFileSync(join(card, 'DCIM', 'family.jpg'), await draw('#25a'));
  writeFileSync(join(card, 'DCIM', 'family.xmp'), '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  writeFileSync(join(card, '.DS_Store'), 'left by a system');
  symlinkSync('/etc/hosts', join(card, 'link'));
  const path = join(base, 'archive');
  await client.archives.create({ path, name: 'Survey', operator: 'Anna' });
  const { archive } = await client.archives.open({ path, access: 'write' });
  return { archive, base, card, request: { archive, paths: [{ text: card }], workingFolder: base } };
}

test('a survey lists what an import would meet, and stores nothing', async () => {
  const { archive, card, request } = await world();
  const { files, entries, omitted }: SurveyResult = await resultOf(client.ingest.survey(request));
  expect(files).toBe(3);
  expect(omitted).toBe(0);
  expect(entries.map(({ path, kind, reason }) => [path.slice(card.length + 1), kind, reason])).toEqual([
    ['.DS_Store', 'skipped', 'system-file'],
    ['DCIM/church.jpg', 'file', null],
    ['DCIM/family.jpg', 'file', null],
    ['DCIM/family.xmp', 'sidecar', null],
    ['link', 'skipped', 'link'],
  ]);
  expect(await client.items.list({ archive, query: null, limit: null, offset: 0 })).toMatchObject({
    total: 0,
  });
});

test('pictures can be seen before they are stored; what is none is one without a picture', async () => {
  const { archive, card } = await world();
  const paths = ['DCIM/church.jpg', '.DS_Store', 'missing.jpg'].map((name) => ({ text: join(card, name) }));
  const [church, text, missing] = await client.ingest.glance({ archive, paths });
  expect(church).toMatchObject({ mediaType: 'image/jpeg', width: 512, height: 341 });
  expect((await sharp(Buffer.from(church?.image ?? '', 'base64')).metadata()).format).toBe('webp');
  expect(text?.image).toBe(null);
  expect(missing?.image).toBe(null);
});

test('what was unticked is not taken in, nor are its sidecars; the log says how many, and no name', async () => {
  const { archive, card, request } = await world();
  const leaveOut = [{ text: join(card, 'DCIM', 'family.jpg') }];
  const summary = await resultOf(client.ingest.run({ ...request, description: {}, leaveOut }));
  expect(summary).toMatchObject({ imported: 1, failed: 0, skipped: 2, leftOut: 2 });
  const log = JSON.stringify(
    whole.archive(archive).catalogue.prepare('SELECT disclosures FROM event_disclosure').all(),
  );
  expect(log).toContain('"leftOut');
  expect(log).not.toContain('family');
});

test('a card with what was left out on it may never be cleared without a word: the card screen names it apart', async () => {
  const { archive, base, card, request } = await world();
  const family = join(card, 'DCIM', 'family.jpg');
  await resultOf(client.ingest.run({ ...request, description: {}, leaveOut: [{ text: family }] }));
  await resultOf(client.fixity.confirm({ archive }));
  await resultOf(client.backup.run({ archive, destination: join(base, 'second'), label: 'Disk 2' }));
  const look = (folder = card): Promise<CardReport> =>
    resultOf(client.fixity.card({ archive, paths: [{ text: folder }], workingFolder: base }));
  const report = await look();
  expect(report).toMatchObject({
    verdict: 'left-out',
    mayClear: false,
    inArchive: 1,
    backedUp: 1,
    leftOut: 2,
  });
  expect(report.notInArchive).toEqual([]);
  expect(report.leftOutFiles).toEqual(
    ['family.jpg', 'family.xmp'].map((name) => ({
      path: join(card, 'DCIM', name),
      size: statSync(join(card, 'DCIM', name)).size,
      accession: expect.stringMatching(/^A-/),
      at: expect.stringMatching(/Z$/),
      by: 'Anna',
    })),
  );

  // The same card under another name, as it comes back from another machine.
  const elsewhere = join(base, 'card-again');
  renameSync(card, elsewhere);
  expect(await look(elsewhere)).toMatchObject({ verdict: 'left-out', leftOut: 2 });
  renameSync(elsewhere, card);

  // Another file of that name is new, and was never left out.
  writeFileSync(family, 'a picture of another day');
  const after = await look();
  expect(after).toMatchObject({ verdict: 'not-yet', leftOut: 1 });
  expect(after.notInArchive.map((entry) => entry.path)).toEqual([family]);

  // What was left out may still be taken in.
  await resultOf(client.ingest.run({ ...request, description: {} }));
  await resultOf(client.fixity.confirm({ archive }));
  await resultOf(client.backup.run({ archive, destination: join(base, 'second'), label: 'Disk 2' }));
  expect(await look()).toMatchObject({ verdict: 'may-clear', mayClear: true, leftOut: 0 });
});

test('what was left out is bound by the event that closes its accession', async () => {
  const { archive, card, request } = await world();
  await resultOf(
    client.ingest.run({
      ...request,
      description: {},
      leaveOut: [{ text: join(card, 'DCIM', 'family.jpg') }],
    }),
  );
  const { catalogue, path } = whole.archive(archive);
  const verdict = async (): Promise<string> => {
    const found: Verification = await resultOf(client.verification.run({ path: { text: path } }));
    return found.verdict;
  };
  expect(await verdict()).toBe('verified');
  catalogue.exec("UPDATE accession_entry SET size = size + 1 WHERE error ->> 'code' = 'skipped-left-out'");
  expect(await verdict()).toBe('failed');
});
