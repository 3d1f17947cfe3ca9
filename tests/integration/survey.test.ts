import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import type { SurveyResult } from '../../src/shared/records/survey.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const whole = openCore({ clock: () => new Date() });
const client = createRouterClient(router, { context: { core: whole } });
afterAll(() => whole.close());

async function resultOf<Result>(stream: Promise<AsyncIterator<unknown, Result, void>>): Promise<Result> {
  const iterator = await stream;
  for (;;) {
    const step: IteratorResult<unknown, Result> = await iterator.next();
    if (step.done === true) return step.value;
  }
}

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
  return { archive, card, request: { archive, paths: [{ text: card }], workingFolder: base } };
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
  expect(summary).toMatchObject({ imported: 1, failed: 0 });
  const log = JSON.stringify(
    whole.archive(archive).catalogue.prepare('SELECT disclosures FROM event_disclosure').all(),
  );
  expect(log).toContain('"leftOut');
  expect(log).not.toContain('family');
});
