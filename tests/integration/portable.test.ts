import { createHash } from 'node:crypto';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchersFor } from '../../scripts/portable/launchers.ts';
import { isPlatform, platforms } from '../../scripts/portable/platforms.ts';
import { claimBearer, httpClient } from '../../src/shared/binding/http-client.ts';

const base = mkdtempSync(join(tmpdir(), 'stele-portable-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const root = join(import.meta.dirname, '../..');
const assemble = (platform: string): string => {
  const out = join(base, `made ${platform}`);
  execFileSync(process.execPath, [join(root, 'scripts/portable.ts'), platform, '--out', out], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return out;
};
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();

/** Every file but the list itself stands in the list, with its hash; and none is a link, which exFAT does not know. */
function checkContents(folder: string): void {
  const listed = new Map(
    readFileSync(join(folder, 'SHA256SUMS'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
  const files = filesIn(folder).filter((name) => name !== 'SHA256SUMS');
  expect([...listed.keys()].toSorted()).toEqual(files);
  for (const name of files) expect(sha256(join(folder, name)), name).toBe(listed.get(name));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    expect(entry.isSymbolicLink()).toBe(false);
}

function checkPapers(folder: string): void {
  for (const name of [
    'LICENSE',
    'NOTICE',
    'THIRD-PARTY-NOTICES.txt',
    'README.txt',
    'program/runtime/LICENSE',
  ])
    expect(readFileSync(join(folder, name), 'utf8').length, name).toBeGreaterThan(300);
  for (const language of ['en', 'hy', 'ru'])
    expect(readFileSync(join(folder, 'Manual', `${language}.html`), 'utf8')).toContain(
      `<html lang="${language}">`,
    );
  const words = readFileSync(join(folder, 'README.txt'), 'utf8');
  expect(words).toMatch(/English[^]*Հայերեն[^]*Русский/);
}

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the folder for Linux', () => {
  let stick: string;
  let home: string;
  beforeAll(() => {
    // As it lies on somebody's stick: with a space and letters of other scripts in its path.
    stick = join(base, 'Կրիչ 1', 'Стела');
    home = join(base, 'home');
    mkdirSync(home);
    cpSync(assemble('linux-x64'), stick, { recursive: true });
  }, 600_000);

  /** A machine without Node: what is on the path is what a system has, and no more. */
  const environment = (): Record<string, string> => {
    const bin = join(base, 'bin');
    mkdirSync(bin, { recursive: true });
    for (const name of ['sh', 'dirname', 'cp', 'rm', 'chmod', 'mktemp', 'findmnt', 'cat', 'perl', 'sleep'])
      spawnSync('ln', ['-sf', `/usr/bin/${name}`, join(bin, name)]);
    return { PATH: bin, HOME: home, TMPDIR: join(base, 'temporary') };
  };

  async function started(words: readonly string[]): Promise<{ child: ChildProcess; address: string }> {
    const child = spawn('/bin/sh', [join(stick, 'stele.sh'), ...words], {
      cwd: '/',
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await new Promise<string>((resolve, reject) => {
      let told = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        told += text;
        const found = /http:\S+/.exec(told);
        if (found && told.includes('\n')) resolve(found[0]);
      });
      child.once('exit', (code) => reject(new Error(`It ended at once: ${String(code)} ${told}`)));
    });
    return { child, address };
  }

  /** As a page does: the token once, then the bearer with every call. */
  async function clientFor(address: string) {
    const { origin, hash } = new URL(address);
    return httpClient({ origin, bearer: await claimBearer(origin, hash.replace('#token=', '')) });
  }

  test('holds what its list says, licences, the manual in three languages, and no links', () => {
    checkContents(stick);
    checkPapers(stick);
    expect(spawnSync('sha256sum', ['-c', '--quiet', '--strict', 'SHA256SUMS'], { cwd: stick }).status).toBe(
      0,
    );
  });

  test('opens an archive in a page with no Node on the path, and leaves nothing on the stick, at home or among temporary files', async () => {
    mkdirSync(join(base, 'temporary'), { recursive: true });
    expect(spawnSync('/bin/sh', ['-c', 'command -v node'], { env: environment() }).status).not.toBe(0);
    const before = filesIn(stick);
    const archive = join(base, 'Արխիվ.stele');
    const made = spawnSync('/bin/sh', [join(stick, 'stele.sh'), 'init', archive, '--name', 'Stick'], {
      env: environment(),
      encoding: 'utf8',
    });
    expect(made.stderr).toBe('');
    const card = join(base, 'card');
    mkdirSync(card);
    cpSync(join(stick, 'README.txt'), join(card, 'note.txt'));
    expect(
      spawnSync('/bin/sh', [join(stick, 'stele.sh'), 'import', archive, card], {
        env: environment(),
        encoding: 'utf8',
      }).stdout,
    ).toMatch(/^1 file taken in/m);
    const { child, address } = await started(['open', archive, '--begin', '--no-open']);
    try {
      const client = await clientFor(address);
      expect(await (await fetch(new URL(address).origin)).text()).toContain('<div id="root">');
      const [opened] = await client.archives.opened();
      expect(opened).toMatchObject({ name: 'Stick', access: 'write' });
      const { items } = await client.items.list({
        archive: opened?.archive ?? '',
        query: null,
        limit: null,
        offset: 0,
      });
      expect(items.map(({ title }) => title)).toEqual(['note.txt']);
    } finally {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
    expect(filesIn(stick)).toEqual(before);
    expect(readdirSync(home)).toEqual([]);
    expect(readdirSync(join(base, 'temporary'))).toEqual([]);
  });

  test('makes the sample archive of pictures that lie drawn on it', () => {
    expect(filesIn(stick).filter((name) => name.startsWith('program/app/sample/')).length).toBeGreaterThan(
      60,
    );
    const made = spawnSync('/bin/sh', [join(stick, 'stele.sh'), 'sample', join(base, 'Sample.stele')], {
      env: environment(),
      encoding: 'utf8',
    });
    expect(made.stdout).toContain('70 items');
  });

  test('what the machine tells every Node to load, trust or write is not obeyed', () => {
    const planted = join(base, 'planted.cjs');
    const marks = join(base, 'marks');
    writeFileSync(planted, `require('node:fs').writeFileSync(${JSON.stringify(marks)}, 'ran')`);
    const coverage = join(base, 'coverage');
    const run = (options: string, runtimeMode: number) => {
      const runtime = join(stick, 'program/runtime/node');
      chmodSync(runtime, runtimeMode);
      try {
        return spawnSync('/bin/sh', [join(stick, 'stele.sh'), '--version'], {
          env: {
            ...environment(),
            NODE_OPTIONS: options,
            NODE_PATH: base,
            NODE_EXTRA_CA_CERTS: join(base, 'no-such.pem'),
            NODE_V8_COVERAGE: coverage,
            NODE_REPL_EXTERNAL_MODULE: planted,
          },
          encoding: 'utf8',
        });
      } finally {
        chmodSync(runtime, 0o755);
      }
    };
    mkdirSync(join(base, 'temporary'), { recursive: true });
    for (const mode of [0o755, 0o644])
      for (const options of [`--require=${JSON.stringify(planted)}`, '--no-such-option']) {
        const ran = run(options, mode);
        expect(ran).toMatchObject({ status: 0, stderr: '' });
        expect(ran.stdout).toMatch(/^stele \d/);
      }
    expect(existsSync(marks)).toBe(false);
    expect(existsSync(coverage)).toBe(false);
  });

  test('where nothing on the stick may be run, Node runs from a temporary folder that is gone afterwards', async () => {
    mkdirSync(join(base, 'temporary'), { recursive: true });
    const runtime = join(stick, 'program/runtime/node');
    chmodSync(runtime, 0o644);
    try {
      // Root may read it, and nobody may run it.
      const ran = spawnSync('/bin/sh', [join(stick, 'stele.sh'), '--version'], {
        env: environment(),
        encoding: 'utf8',
      });
      expect(ran.stdout).toMatch(/^stele \d/);
      const { child, address } = await started(['open', '--no-open']);
      expect(readdirSync(join(base, 'temporary')).some((name) => name.startsWith('stele-run-'))).toBe(true);
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:/);
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
      expect(readdirSync(join(base, 'temporary'))).toEqual([]);
    } finally {
      chmodSync(runtime, 0o755);
    }
  });
});

test('no launcher hands on what the machine tells every Node, and each forgets it before Node is called', () => {
  const forgotten = {
    'linux-x64': /^unset .*\bNODE_OPTIONS\b/m,
    'darwin-arm64': /^unset .*\bNODE_OPTIONS\b/m,
    'darwin-x64': /^unset .*\bNODE_OPTIONS\b/m,
    'win32-x64': /^set "NODE_OPTIONS="\r$/m,
  } as const;
  for (const platform of Object.keys(platforms).filter(isPlatform)) {
    const program = launchersFor(platform).find(({ name }) => !name.endsWith('.desktop'))?.text ?? '';
    const at = forgotten[platform].exec(program)?.index ?? Infinity;
    expect(at, platform).toBeLessThan(program.search(/--no-warnings|powershell|command -v node/));
  }
});

describe('the folder for Windows', () => {
  let folder: string;
  beforeAll(() => {
    folder = assemble('win32-x64');
  }, 600_000);

  /** Machine of a PE file (0x8664: x64), or null. */
  const machineOf = (path: string): number | null => {
    const bytes = readFileSync(path);
    if (bytes.toString('latin1', 0, 2) !== 'MZ') return null;
    const at = bytes.readUInt32LE(0x3c);
    return bytes.toString('latin1', at, at + 4) === 'PE\0\0' ? bytes.readUInt16LE(at + 4) : null;
  };

  test('holds what its list says, licences, and the manual in three languages', () => {
    checkContents(folder);
    checkPapers(folder);
  });

  test('everything native in it is for Windows on x64', () => {
    const native = filesIn(folder).filter((name) => /\.(node|exe|dll)$/.test(name));
    for (const name of native) expect(machineOf(join(folder, name)), name).toBe(0x8664);
    for (const name of ['runtime/node.exe', 'app/node_modules/better-sqlite3/prebuilds/win32-x64.node'])
      expect(native).toContain(join('program', name));
    expect(native.some((name) => /sharp-win32-x64.*\.node$/.test(name))).toBe(true);
    expect(native.some((name) => /libvips.*\.dll$/.test(name))).toBe(true);
    expect(filesIn(folder).some((name) => /linux|darwin|\.so(\.|$)/.test(name))).toBe(false);
    expect(
      statSync(
        join(folder, 'program/app/node_modules/exiftool-vendored.exe/bin/exiftool_files/perl.exe'),
      ).isFile(),
    ).toBe(true);
  });

  test('its launcher is lines of Windows, in letters that every code page has, and names what is there', () => {
    const text = readFileSync(join(folder, 'Stele.cmd'), 'latin1');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toMatch(/^[\x20-\x7e\r\n]*$/);
    for (const [, path] of text.matchAll(/%~dp0(program\\[^"]+)"/g))
      expect(statSync(join(folder, (path ?? '').replaceAll('\\', '/'))).isFile()).toBe(true);
    // FAT and Windows tell no upper case from lower case, and know no colons.
    const names = filesIn(folder).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => /[<>:"|?*]/.test(name))).toEqual([]);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThan(200);
  });
});
