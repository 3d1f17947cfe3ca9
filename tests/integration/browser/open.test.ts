import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { claimBearer, httpClient } from '../../../src/shared/binding/http-client.ts';
import { startStele, stele, type Running } from '../../helpers/cli.ts';
import { initArchive } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

function started(running: Running): Running {
  onTestFinished(() => running.kill());
  return running;
}

/** The first line that a stream gives, within thirty seconds. */
function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`no line: ${text}`)), 30_000);
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      clearTimeout(late);
      resolve(text.slice(0, text.indexOf('\n')));
    });
  });
}

async function enter(address: string) {
  const { origin, hash } = new URL(address);
  return httpClient({ origin, bearer: await claimBearer(origin, hash.replace('#token=', '')) });
}

async function appeared(path: string): Promise<void> {
  for (let turn = 0; turn < 1000 && !existsSync(path); turn += 1) await wait(20);
  expect(existsSync(path)).toBe(true);
}

test('stele open --no-open prints the address alone; Ctrl-C ends it cleanly, with the archive free again', async () => {
  const path = join(temporaryFolder(), 'archive');
  await initArchive(path, 'Opened');
  const running = started(startStele(['open', path, '--no-open']));
  const address = await firstLine(running.child.stdout);
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
  const client = await enter(address);
  expect((await client.host.start()).archive).toBe(path);
  await client.archives.open({ path, access: 'write' });
  expect(stele(['import', path, dirname(path)]).code).not.toBe(0);
  running.child.kill('SIGINT');
  const { code, stdout, stderr } = await running.ended;
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${address}\n`, stderr: '' });
  const again = await import('../../../src/core/archive/open.ts');
  again.openArchive(path, { access: 'write', clock: () => new Date() }).close();
});

test('Quit ends the program', async () => {
  const running = started(startStele(['open', '--no-open']));
  const client = await enter(await firstLine(running.child.stdout));
  await client.host.quit({ stopWork: false });
  expect((await running.ended).code).toBe(0);
});

test.skipIf(process.platform === 'win32' || process.platform === 'darwin')(
  'stele open leads the browser on by a private file; no token stands in its arguments, and the file goes when it was used',
  async () => {
    const folder = temporaryFolder();
    const [programs, temporary] = [join(folder, 'bin'), join(folder, 'tmp')];
    for (const one of [programs, temporary]) mkdirSync(one);
    // Stands in for the browser: notes what it was started with.
    const noted = join(folder, 'noted');
    writeFileSync(
      join(programs, 'xdg-open'),
      `#!/bin/sh\nprintf '%s' "$*" > '${noted}.part'\nenv > '${folder}/environment'\nmv '${noted}.part' '${noted}'\n`,
    );
    chmodSync(join(programs, 'xdg-open'), 0o755);
    const env = {
      PATH: `${programs}:${process.env.PATH ?? ''}`,
      TMPDIR: temporary,
      STELE_PASSPHRASE: 'secret',
    };
    const running = started(startStele(['open'], { env }));
    await appeared(noted);
    const path = readFileSync(noted, 'utf8');
    expect(dirname(dirname(path))).toBe(temporary);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'environment'), 'utf8')).not.toContain('secret');
    const address = /url=(?<address>[^"]+)/.exec(readFileSync(path, 'utf8'))?.groups?.address ?? '';
    const token = address.split('#token=')[1] ?? '';
    expect(token).toHaveLength(43);
    // What a list of processes shows of this one and of what it started.
    const shown = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        } catch {
          return '';
        }
      });
    expect(shown.join('\n')).not.toContain(token);
    const client = await enter(address);
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(temporary)).not.toContain(dirname(path).split('/').at(-1));
    await client.host.quit({ stopWork: false });
    const { code, stdout } = await running.ended;
    expect({ code, told: stdout.includes(token) }).toEqual({ code: 0, told: false });
  },
);

test.skipIf(process.platform === 'win32' || process.platform === 'darwin')(
  'where no browser can be started the address is told, and the program goes on',
  async () => {
    const empty = temporaryFolder();
    const running = started(startStele(['open'], { env: { PATH: empty } }));
    expect(await firstLine(running.child.stderr)).toContain('No browser could be started');
    running.child.kill('SIGTERM');
    const { code, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/\nhttp:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/);
  },
);

test('npm start says in one line that the Electron runtime is not there, and does not go and get it', async () => {
  const start = fileURLToPath(new URL('../../../bin/start.mjs', import.meta.url));
  const electron = fileURLToPath(new URL('../../../node_modules/electron/path.txt', import.meta.url));
  const child = spawn(process.execPath, [start, '--no-open'], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const there = existsSync(electron);
  const client = await enter(await firstLine(child.stdout));
  await client.host.quit({ stopWork: false });
  expect(await ended).toBe(0);
  // Nor does it say that it opens in a browser, which it was asked not to.
  const line = 'The Electron runtime is not here: `npm run get-electron` downloads it.\n';
  // It builds the interface first where there is none, or an older one.
  expect(stderr.replace('Building the interface, once: a few seconds.\n', '')).toBe(there ? '' : line);
  expect(existsSync(electron)).toBe(there);
});

test('an archive that is not there is said at once', () => {
  const { code, stderr } = stele(['open', join(temporaryFolder(), 'nowhere'), '--no-open']);
  expect(code).toBe(3);
  expect(stderr).toContain('No archive at');
});
