import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startStele, stele, type Running } from '../helpers/cli.ts';
import { initArchive, openTestArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { contentsOf, expectNothingLeftOver, expectWhole, importResult, seeded } from '../helpers/whole.ts';

const random = seeded(17);
/** What is interrupted here has nothing to do with the disk, so a fast one will do. */
const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** An archive and a folder with `count` small photographs, every one different. */
async function newWorld(count: number): Promise<{ folder: string; archive: string; card: string }> {
  const folder = temporaryFolder(inMemory);
  const [archive, card] = [join(folder, 'archive'), join(folder, 'card')];
  mkdirSync(card);
  const noise = { raw: { width: 320, height: 240, channels: 3 } } as const;
  for (let index = 0; index < count; index += 1) {
    const pixels = Buffer.from(Array.from({ length: 320 * 240 * 3 }, () => random() * 256));
    writeFileSync(join(card, `${index}.jpg`), await sharp(pixels, noise).jpeg().toBuffer());
  }
  await initArchive(archive, 'Interrupted');
  return { folder, archive, card };
}

/** What Ctrl-C in a terminal does: every process of the command gets it, those that look into files too. */
function controlC({ child }: Running): void {
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
}

/** Files that were recorded without having been looked into properly. */
async function halfRead(path: string): Promise<number> {
  const archive = await openTestArchive(path, { access: 'read', clock: () => new Date() });
  try {
    const sql = `SELECT count(*) FROM file WHERE media_type <> 'image/jpeg' OR readings LIKE '%decoder-%'
      OR readings LIKE '%reader-crashed%' OR readings LIKE '%reader-limited%'`;
    return archive.catalogue.prepare<[], number>(sql).pluck().get() ?? 0;
  } finally {
    archive.close();
  }
}

test('Ctrl-C at any moment, from the start of the first process on: 130, and no file is recorded half read', async () => {
  const { archive, card } = await newWorld(60);
  // A machine without Perl reads with exifr, and says so of every file: then that is no sign of an interruption.
  const perl = spawnSync('perl', ['-v'], { stdio: 'ignore' }).status === 0;
  const began = performance.now();
  await startStele(['list', archive]).ended;
  const startUp = performance.now() - began;
  let met = 0;
  // A start-up that was measured while the machine was busy is too long: then once more, sooner.
  for (let moment = 0; moment < 14 || (met <= 3 && moment < 42); moment += 1) {
    const running = startStele(['import', archive, card, '--json']);
    // Spread over the start of the processes that look into files, and a little beyond.
    const timer = setTimeout(
      () => controlC(running),
      startUp * (0.7 + (moment % 14) / 7) * 0.6 ** Math.floor(moment / 14),
    );
    const ran = await running.ended;
    clearTimeout(timer);
    // Done before it came, or it came before the program could say anything: a shell reports that as 130 too.
    if (ran.code === 0 || (ran.code === null && ran.stdout === '')) continue;
    met += 1;
    expect(ran.stderr).toBe('');
    expect(ran.json()).toMatchObject({ error: { code: 'interrupted' } });
    expect(ran.code).toBe(130);
    await expectNothingLeftOver(archive);
    if (perl) expect(await halfRead(archive)).toBe(0);
  }
  expect(met).toBeGreaterThan(3);
  await expectWhole(archive);
  expect(stele(['import', archive, card]).code).toBe(0);
  expect((await contentsOf(archive)).files.length).toBe(60);
  await expectWhole(archive);
});

const launchers: readonly (readonly [string, readonly string[]])[] = [
  ['npx', ['npx', '--no-install', 'stele']],
  ...(existsSync('/usr/bin/node')
    ? [['an older Node', ['/usr/bin/node', resolve('bin/stele.mjs')]] as const]
    : []),
];

test.each(launchers)('Ctrl-C stops cleanly when %s started the program', async (_, command) => {
  const { archive, card } = await newWorld(40);
  const running = startStele(['import', archive, card, '--json', '--progress'], { command });
  await new Promise<void>((done) => {
    running.child.stdout?.on('data', (chunk: Buffer) => {
      if (/"done":[1-9]/.test(chunk.toString())) done();
    });
  });
  controlC(running);
  const ran = await running.ended;
  if (ran.code !== 0) {
    expect(ran.lines().at(-1)).toMatchObject({ error: { code: 'interrupted' } });
    // npx ends itself by the signal it was sent, which a shell reports as 130 too.
    expect([130, null]).toContain(ran.code);
  }
  await expectWhole(archive);
  await expectNothingLeftOver(archive);
  const again = importResult(stele(['import', archive, card, '--json']));
  expect(again).toMatchObject({ failed: 0 });
  expect((await contentsOf(archive)).files.length).toBe(40);
});

test.each(['folder', 'zip'])(
  'Ctrl-C during an export leaves nothing at its destination (%s)',
  async (form) => {
    const { folder, archive } = await newWorld(0);
    const card = join(folder, 'large');
    mkdirSync(card);
    for (let index = 0; index < 120; index += 1)
      writeFileSync(join(card, `${index}.txt`), Buffer.alloc(200_000, `${index} `));
    expect(stele(['import', archive, card]).code).toBe(0);
    const words = ['export', archive, join(folder, 'package'), '--profile', 'transfer', '--all'];
    if (form === 'zip') words.push('--zip');
    const running = startStele([...words, '--json', '--progress']);
    running.child.stdout?.once('data', () => controlC(running));
    const ran = await running.ended;
    expect(ran.lines().at(-1)).toMatchObject({ error: { code: 'interrupted' } });
    expect(ran.code).toBe(130);
    expect(readdirSync(folder).toSorted()).toEqual(['archive', 'card', 'large']);
    const events = await expectWhole(archive);
    expect(events.at(-1)).toMatchObject({
      type: 'export',
      detail: { stage: 'failed', reason: 'interrupted' },
    });
    expect(stele(words).code).toBe(0);
    expect(stele(['verify', join(folder, 'package')]).code).toBe(0);
  },
);

test.skipIf(process.platform !== 'linux')(
  'when the program alone is killed, the processes that look into files end by themselves',
  async () => {
    const { archive, card } = await newWorld(60);
    const running = startStele(['import', archive, card, '--json', '--progress']);
    await new Promise<void>((done) => {
      running.child.stdout?.on('data', (chunk: Buffer) => {
        if (/"done":[1-9]/.test(chunk.toString())) done();
      });
    });
    const pid = running.child.pid ?? 0;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    expect(children.length).toBeGreaterThan(0);
    running.child.kill('SIGKILL');
    // Their pipes to the program are part of its standard streams' group: this waits for none of them.
    await running.ended;
    const alive = (): string[] =>
      children.filter((child) => existsSync(`/proc/${child}`) && !/\) Z /.test(statOf(child)));
    for (let patience = 0; patience < 200 && alive().length > 0; patience += 1)
      await new Promise((done) => setTimeout(done, 50));
    expect(alive()).toEqual([]);
    await expectWhole(archive);
    expect(stele(['import', archive, card]).code).toBe(0);
    await expectNothingLeftOver(archive);
  },
);

function statOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ') Z ';
  }
}
