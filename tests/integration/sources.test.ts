import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  appendFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readEntries } from '../../src/core/ingest/entries.ts';
import { importPaths } from '../../src/core/ingest/import.ts';
import { realFiles, type FileLayer } from '../../src/core/transfer/file-layer.ts';
import { openInlinePool } from '../helpers/inline-pool.ts';
import { inspector } from '../helpers/archive.ts';
import { startStele, stele } from '../helpers/cli.ts';
import { createTestArchive, initArchive, openTestArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { contentsOf, expectNothingLeftOver, expectWhole, importResult } from '../helpers/whole.ts';

const clock = (): Date => new Date();

async function newWorld(): Promise<{ folder: string; card: string; archive: string }> {
  const folder = temporaryFolder();
  const [card, archive] = [join(folder, 'card'), join(folder, 'archive')];
  mkdirSync(card);
  await createTestArchive({ path: archive, name: 'Sources', operator: null, clock });
  return { folder, card, archive };
}

test.each([
  ['grows while it is read', 'read', (path: string) => appendFileSync(path, 'more'), 'file-changed'],
  ['was written to before it was read', 'open', (path: string) => appendFileSync(path, 'x'), 'file-changed'],
  ['vanishes before it is read', 'open', (path: string) => rmSync(path), 'file-not-found'],
] as const)(
  'a file that %s is among the failures, and the others are taken in',
  async (_, when, act, code) => {
    const { card, archive: path } = await newWorld();
    for (const name of ['a', 'moving', 'z']) writeFileSync(join(card, name), `file ${name}`);
    const moving = join(card, 'moving');
    let descriptor = -1;
    const files: FileLayer = {
      ...realFiles,
      openForReading(source) {
        if (String(source) !== moving) return realFiles.openForReading(source);
        if (when === 'open') act(moving);
        return (descriptor = realFiles.openForReading(source));
      },
      read(from, ...rest) {
        if (from === descriptor && when === 'read') {
          descriptor = -1;
          act(moving);
        }
        return realFiles.read(from, ...rest);
      },
    };
    const archive = await openTestArchive(path, { access: 'write', clock, files });
    const request = { paths: [Buffer.from(card)], workingFolder: '/', description: {} };
    const handlers = { signal: new AbortController().signal, onProgress: () => undefined };
    const summary = await importPaths({ archive, pool: openInlinePool(files), inspector }, request, handlers);
    const entries = [...readEntries(archive, summary.accessionId)];
    archive.close();
    expect(summary).toMatchObject({ imported: 2, failed: 1 });
    expect(entries.find((entry) => entry.path === moving)).toMatchObject({
      status: 'failed',
      error: { code },
    });
    await expectWhole(path);
    await expectNothingLeftOver(path);
  },
);

test('pipes, links, loops and the archive itself are named and not taken in', async () => {
  const { card, archive } = await newWorld();
  writeFileSync(join(card, 'file'), 'file');
  symlinkSync('file', join(card, 'link'));
  symlinkSync('..', join(card, 'loop'));
  spawnSync('mkfifo', [join(card, 'pipe')]);
  const inside = join(card, 'inner archive');
  await initArchive(inside, 'Inner');
  const ran = stele(['import', archive, card, '--json']);
  expect(ran.code).toBe(0);
  const codeOf = (name: string) =>
    importResult(ran).files.find((file) => file.path === join(card, name))?.error?.code;
  expect([codeOf('link'), codeOf('loop')]).toEqual(['skipped-link', 'skipped-link']);
  expect(codeOf('pipe')).toBe('skipped-special-file');
  const own = stele(['import', inside, card, '--json']);
  expect(own.code).toBe(0);
  const skipped = importResult(own).files.find((file) => file.path === inside);
  expect(skipped).toMatchObject({ status: 'skipped', error: { code: 'skipped-this-archive' } });
  const refused = stele(['import', inside, join(inside, 'originals'), '--json']);
  expect(refused.json()).toMatchObject({ error: { code: 'source-inside-archive' } });
  expect(refused.code).toBe(2);
  await expectWhole(archive);
  await expectWhole(inside);
});

const names = [
  ['trailing dots and spaces', Buffer.from('name. . ')],
  ['a newline', Buffer.from('two\nlines.txt')],
  ['right to left', Buffer.from('\u202egnp.txt')],
  ['emoji', Buffer.from('🏛️ ruin.txt')],
  ['composed', Buffer.from('caf\u00e9')],
  ['decomposed', Buffer.from('cafe\u0301')],
  ['255 bytes', Buffer.alloc(255, 'n')],
  ['a leading dash', Buffer.from('-x')],
  ['not UTF-8', Buffer.from([0x66, 0xff, 0xe9, 0x2e, 0x74])],
] as const;

test('any name is taken in, from a folder and as an argument, by whatever Node starts the program', async () => {
  const { folder, card, archive } = await newWorld();
  for (const [what, name] of names)
    writeFileSync(Buffer.concat([Buffer.from(`${card}/`), name]), `content: ${what}`);
  const first = importResult(stele(['import', archive, card, '--json']));
  expect(first).toMatchObject({ imported: names.length, failed: 0 });
  const paths = first.files.map((file) =>
    file.pathBytes === undefined ? Buffer.from(file.path) : Buffer.from(file.pathBytes, 'base64'),
  );
  expect(paths.map((path) => path.toString('latin1')).toSorted()).toEqual(
    names
      .map(([, name]) => `${Buffer.from(`${card}/`).toString('latin1')}${name.toString('latin1')}`)
      .toSorted(),
  );
  expect(first.files.filter((file) => file.pathBytes !== undefined).length).toBe(1);
  const program = resolve('bin/stele.mjs');
  // The shell hands over the bytes; Node's own spawn could not.
  const launchers = [`"${process.execPath}" "${program}"`, `npx --no-install stele`];
  if (spawnSync('/usr/bin/node', ['--version']).status === 0) launchers.push(`/usr/bin/node "${program}"`);
  for (const launcher of launchers) {
    const script = join(folder, 'run.sh');
    const quoted = names.map(([, name]) => [Buffer.from(` '${card}/`), name, Buffer.from("'")]).flat();
    writeFileSync(
      script,
      Buffer.concat([Buffer.from(`${launcher} import '${archive}'`), ...quoted, Buffer.from(' --json\n')]),
    );
    const ran = spawnSync('sh', [script], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
    expect(ran.status, launcher + ran.stderr + ran.stdout).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ imported: 0, duplicates: names.length, failed: 0 });
  }
  const { stdout } = stele(['list', archive]);
  expect(stdout).toContain('two\\u{000a}lines.txt');
  expect(stdout).not.toMatch(/\u202e/);
  await expectWhole(archive);
});

test('Ctrl-C stops an import cleanly, what was done is kept, also when a file was touched since', async () => {
  const { card, archive } = await newWorld();
  for (let index = 0; index < 600; index += 1) writeFileSync(join(card, `${index}.txt`), `file ${index}`);
  const running = startStele(['import', archive, card, '--json', '--progress']);
  await new Promise<void>((done) => {
    running.child.stdout?.on('data', (chunk: Buffer) => {
      if (/"done":(?:[2-9]\d|\d{3})/.test(chunk.toString())) done();
    });
  });
  running.child.kill('SIGINT');
  const stopped = await running.ended;
  expect(stopped.lines().at(-1)).toMatchObject({ error: { code: 'interrupted' } });
  expect(stopped.code).toBe(130);
  await expectWhole(archive);
  await expectNothingLeftOver(archive);
  const kept = await contentsOf(archive);
  expect(kept.done.length).toBeGreaterThan(10);
  expect(kept.done.length).toBeLessThan(600);
  // Names in the order of their bytes: these two were among the first.
  utimesSync(join(card, '0.txt'), 1, 1);
  writeFileSync(join(card, '1.txt'), 'other content');
  const again = importResult(stele(['import', archive, card, '--json']));
  expect(again).toMatchObject({ failed: 0 });
  expect(again.files.length).toBe(readdirSync(card).length);
  expect(again.files.some((file) => file.resumed)).toBe(true);
  await expectWhole(archive);
  await expectNothingLeftOver(archive);
});
