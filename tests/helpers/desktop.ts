import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { DesktopBridge } from '../../src/shared/host/desktop-bridge.ts';
import { openDesktopShell, type DesktopPage } from '../../src/shared/host/desktop-shell.ts';
import type { HostShell } from '../../src/shared/host/host-shell.ts';
import { makeStandIn, type StandIn, type StandInOptions } from './electron-stand-in/electron.ts';
import { temporaryFolder } from './folders.ts';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

/** Below node_modules, so that what is built finds the packages as it does where it is installed. */
const cache = join(root, 'node_modules/.cache/stele-desktop-tests');

/** Builds main, preload and interface as `npm run build` does. The caller removes the folder. */
export function buildDesktop(): { readonly out: string; remove(): void } {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'build-'));
  const program = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  execFileSync(process.execPath, [program, 'build', '--outDir', join(folder, 'out')], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return { out: join(folder, 'out'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Launched {
  readonly electron: StandIn;
  readonly userData: string;
  /** Runs the built preload, and the page's end of it. */
  readonly enter: () => Promise<{ shell: HostShell; bridge: DesktopBridge; page: DesktopPage }>;
  /** Ends as by the menu, and waits for it. */
  readonly quit: () => Promise<void>;
}

const marker = Symbol.for('stele.electron-stand-in');

/** Starts the built main bundle with the stand-in in place of Electron. `words` are its arguments. */
export async function launch(
  out: string,
  options: Partial<StandInOptions> & { readonly words?: readonly string[] } = {},
): Promise<Launched> {
  const userData = options.userData ?? temporaryFolder();
  const electron = makeStandIn({ ...options, userData });
  const folder = mkdtempSync(join(cache, 'run-'));
  cpSync(out, join(folder, 'out'), { recursive: true });
  const shim = join(folder, 'node_modules/electron');
  mkdirSync(shim, { recursive: true });
  writeFileSync(join(shim, 'package.json'), '{"name":"electron","type":"module","exports":"./index.js"}');
  const names = Object.keys(electron.electron).join(', ');
  writeFileSync(
    join(shim, 'index.js'),
    `export const { ${names} } = globalThis[Symbol.for('stele.electron-stand-in')];`,
  );
  Object.assign(globalThis, { [marker]: electron.electron });
  const { argv, env } = process;
  Object.assign(process, {
    argv: ['electron', ...(options.packaged === true ? [] : [folder]), ...(options.words ?? [])],
    resourcesPath: join(folder, 'resources'),
  });
  env['STELE_NODE'] = process.execPath;
  onTestFinished(async () => {
    await Promise.all(electron.workers.map((worker) => worker.terminate()));
    rmSync(folder, { recursive: true, force: true });
  });
  require(join(folder, 'out/main/main.mjs'));
  process.argv = argv;
  electron.becomeReady();
  if (options.locked !== true) await until(() => (electron.windows[0]?.loaded.length ?? 0) > 0);
  return {
    electron,
    userData,
    async enter() {
      const page = makePage();
      Object.assign(globalThis, { window: page });
      require(join(folder, 'out/preload/preload.cjs'));
      const bridge = electron.contextBridge.exposed.get('stele') as DesktopBridge;
      const whole = Object.assign(page, { stele: bridge }) as unknown as DesktopPage;
      return { shell: await openDesktopShell(whole), bridge, page: whole };
    },
    async quit() {
      electron.app.quit();
      await electron.ended;
    },
  };
}

/** The page's window, as far as a port needs one. */
function makePage() {
  const listeners = new Set<(event: object) => void>();
  return {
    location: { origin: 'stele://app' },
    addEventListener: (_type: string, listener: (event: object) => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: (event: object) => void) => listeners.delete(listener),
    postMessage(data: unknown, origin: string, ports: readonly unknown[]) {
      if (origin !== 'stele://app') throw new Error(`posted to ${origin}`);
      for (const listener of listeners) listener({ data, origin, ports });
    },
  };
}

/** Waits, at most twenty seconds, until something is so. */
export async function until(so: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !so(); turn += 1) await wait(10);
  expect(so()).toBe(true);
}

/** An archive with one file, made and opened by the page. */
export async function archiveOf(shell: HostShell, content: string | Uint8Array, passphrase?: string) {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')];
  mkdirSync(card);
  writeFileSync(join(card, 'picture.jpg'), content);
  const unlock = passphrase === undefined ? null : ({ by: 'passphrase', passphrase } as const);
  const encryption = unlock ? [{ ...unlock, label: null }] : null;
  await shell.client.archives.create({ path, name: 'Desktop', operator: null, encryption });
  const { archive } = await shell.client.archives.open({ path, access: 'write', unlock });
  return { path, base, card, archive };
}
