import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { program, programEnvironment } from '../helpers/program.ts';

/** A running browser host, and the address that it printed. */
export interface Host {
  readonly address: string;
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Where every folder counts as a disk of its own, or lies on the disk that it lies on. */
export type Disks = 'folders' | 'real';

/** `stele open [ARCHIVE] --no-open`, with a home and a temporary folder of its own. */
export async function startHost(
  home: string,
  words: readonly string[] = [],
  disks: Disks = 'folders',
): Promise<Host> {
  const child: ChildProcess = spawn(process.execPath, [program, 'open', ...words, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...programEnvironment, HOME: home, TMPDIR: home, STELE_DISKS: disks },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    let told = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(told);
      if (found && told.includes('\n')) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`The host ended at once (${String(code)}): ${told}`)));
  });
  let isStopped = false;
  child.once('exit', (code, signal) => {
    if (!isStopped && code !== 0) console.error(`The host ended by itself: ${String(code ?? signal)}`);
  });
  return {
    address,
    ended,
    async stop() {
      isStopped = true;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starting flags without which Chromium looks for hosts of its own, which a closed network refuses. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Worker {
  readonly chromium: Browser;
}

interface Fixtures {
  /** Removed afterwards. */
  readonly folder: string;
  readonly disks: Disks;
  readonly host: Host;
  /** The interface, in English, with its one-time address used. A console error or a page error fails the test. */
  readonly app: Page;
  readonly context: BrowserContext;
}

export const test = base.extend<Fixtures, Worker>({
  chromium: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, use) => {
      const browser = await chromium.launch({
        executablePath: process.env['STELE_CHROMIUM'] ?? '/usr/bin/chromium',
        args: flags,
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'stele-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  disks: ['folders', { option: true }],
  host: async ({ folder, disks }, use) => {
    const host = await startHost(folder, [], disks);
    await use(host);
    await host.stop();
  },
  context: async ({ chromium: browser }, use) => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    await use(context);
    await context.close();
  },
  app: async ({ context, host }, use) => {
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`));
    page.on('console', (message) => {
      // A refusal that the interface puts into words is no fault of the page.
      const isRefusal = message.location().url.includes('/rpc/') && message.text().includes('422');
      // Nor is a picture that is destroyed or locked away while it is asked for: tests that look at pictures see that they are drawn.
      const isGone = message.location().url.includes('/media/') && message.text().includes('404');
      if (message.type() === 'error' && !isRefusal && !isGone) faults.push(message.text());
    });
    await page.goto(host.address);
    await use(page);
    if (faults.length > 0) throw new Error(`The page complained:\n${faults.join('\n')}`);
  },
});

export { expect } from '@playwright/test';
