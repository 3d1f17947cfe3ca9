import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { drawPhotograph } from '../../src/core/sample/draw-photograph.ts';
import { photographs, slowClock } from '../../src/core/sample/photographs.ts';
import { disclaimer } from '../../src/core/sample/words.ts';
import type { ItemRecord } from '../../src/shared/records/item.ts';
import { stele } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const core = openCore();
const client = createRouterClient(router, { context: { core } });
const base = mkdtempSync(join(tmpdir(), 'stele-test-'));
afterAll(async () => {
  await core.close();
  rmSync(base, { recursive: true, force: true });
});

let path: string;
let made: { readonly items: number };
let shown: ItemRecord[];
beforeAll(async () => {
  path = join(base, 'Նմուշ.stele');
  const stream = await client.archives.createSample({ path, name: 'Sample archive' });
  const phases = new Set<string>();
  for (;;) {
    const step = await stream.next();
    if (step.done === true) {
      made = step.value;
      break;
    }
    phases.add(step.value.phase);
  }
  expect([...phases]).toEqual(['draw', 'import']);
  const { archive } = await client.archives.open({ path, access: 'read' });
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  shown = [];
  for (const { id } of items) shown.push(await client.items.show({ archive, item: id }));
  await client.archives.close({ archive });
});

test('a full archive: photographs of three sites before and after, papers, copies; and all of it verifies', () => {
  expect(made.items).toBe(shown.length);
  expect(shown.length).toBeGreaterThanOrEqual(60);
  for (const site of ['church', 'mosque', 'cemetery'])
    for (const state of ['before', 'after'])
      expect(shown.filter(({ tags }) => tags.includes(site) && tags.includes(state)).length).toBeGreaterThan(
        5,
      );
  const types = new Set(shown.flatMap(({ files }) => files.map(({ mediaType }) => mediaType)));
  expect([...types].toSorted()).toEqual(['application/pdf', 'image/jpeg', 'text/plain']);
  expect(stele(['verify', path, '--json']).json()).toMatchObject({ verdict: 'verified', findings: [] });
});

test('nothing in it can be taken for evidence', () => {
  for (const { description, tags } of shown) {
    expect(tags).toContain('sample');
    expect(Object.values(disclaimer).some((words) => description?.includes(words) === true)).toBe(true);
  }
  const pictures = shown.flatMap(({ files }) => files).filter(({ camera }) => camera !== null);
  expect(pictures.length).toBeGreaterThan(55);
  for (const { camera, software } of pictures) {
    expect(camera?.make).toBe('Stele sample');
    expect(software).toMatch(/drawn by the program/);
  }
});

test('what a picture says of itself is read back: time, zone, camera by serial, position; and what is missing is missing', () => {
  const files = shown.flatMap((item) => item.files);
  const first = files.find(({ originalName }) => originalName === 'STLA_1001.JPG');
  expect(first).toMatchObject({
    camera: { model: 'Sample A', serial: 'SAMPLE-A-0001' },
    captured: { value: '2018-05-12T09:41:17', offset: '-02:00' },
    position: {
      latitude: expect.closeTo(41.023, 2) as number,
      longitude: expect.closeTo(-37.104, 2) as number,
    },
  });
  expect(new Set(files.map(({ camera }) => camera?.model)).size).toBeGreaterThanOrEqual(4);
  expect(files.some(({ camera, position }) => camera?.model === 'Sample B' && position === null)).toBe(true);
  expect(shown.some(({ captured }) => captured === null)).toBe(true);
  expect(shown.some(({ captured }) => captured === '2022-09~')).toBe(true);
  expect(new Set(shown.map(({ confidentiality }) => confidentiality)).size).toBe(3);
  expect(new Set(shown.map(({ reviewState }) => reviewState)).size).toBe(4);
  const sheet = shown.find(({ files: parts }) => parts.length === 2);
  expect(sheet?.files.map(({ role }) => role)).toEqual(['recto', 'verso']);
  for (const script of [/\p{Script=Armenian}/u, /\p{Script=Cyrillic}/u, /ə/])
    expect(shown.filter(({ title }) => script.test(title)).length).toBeGreaterThan(4);
});

test('the clock that was wrong is behind what the receiver in its picture shows', () => {
  const clock = photographs.find(({ view }) => view === 'clock');
  const shot = shown.find(({ title }) => title.includes('display of the receiver'));
  const behind =
    Date.parse(`${clock?.display.split('\n').toReversed().join('T') ?? ''}Z`) -
    Date.parse(`${shot?.captured ?? ''}Z`);
  expect(behind).toBe(slowClock.seconds * 1000);
});

test('one photograph is like itself, byte for byte, and unlike every other', async () => {
  const [one] = photographs;
  if (!one) throw new Error('none');
  const [a] = await drawPhotograph(one, 0);
  const [b] = await drawPhotograph(one, 0);
  expect(a?.bytes).toEqual(b?.bytes);
  expect(new Set(shown.flatMap(({ files }) => files.map(({ originalName }) => originalName))).size).toBe(
    shown.flatMap(({ files }) => files).length,
  );
});

test('stopped, it leaves nothing: no archive, no drawings, no process', async () => {
  const elsewhere = join(temporaryFolder(), 'stopped.stele');
  const temporary = temporaryFolder();
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
  const stop = new AbortController();
  const stream = await client.archives.createSample({ path: elsewhere, name: 'x' }, { signal: stop.signal });
  await stream.next();
  stop.abort();
  await expect(
    (async () => {
      for (;;) if ((await stream.next()).done === true) return;
    })(),
  ).rejects.toMatchObject({ code: 'interrupted' });
  expect(existsSync(elsewhere)).toBe(false);
  expect(readdirSync(temporary)).toEqual([]);
  const processes = execFileSync('ps', ['-eo', 'ppid,args'], { encoding: 'utf8' });
  expect(processes).not.toMatch(new RegExp(`^\\s*${process.pid}\\s.*sample-process`, 'm'));
});

test('what lies there already is left alone', async () => {
  const taken = join(temporaryFolder(), 'taken.stele');
  mkdirSync(taken);
  writeFileSync(join(taken, 'mine.txt'), 'mine');
  const stream = await client.archives.createSample({ path: taken, name: 'x' });
  await expect(stream.next()).rejects.toMatchObject({ code: 'archive-exists' });
  expect(readdirSync(taken)).toEqual(['mine.txt']);
});
