import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { expect, test } from 'vitest';
import { electronRuntime } from '../bin/runtimes.mjs';
import { buildDesktop } from './helpers/desktop.ts';
import { temporaryFolder } from './helpers/folders.ts';

const runtime = electronRuntime();
const name = 'the window opens with the real runtime, and its page has the bridge and no Node';

if (runtime === null) {
  process.stderr.write(
    'SKIPPED: the smoke test of the window. The Electron runtime is not here (npm run get-electron).\n',
  );
  test.skip(`${name} (skipped: no Electron runtime here)`, () => undefined);
} else {
  test(name, async () => {
    const built = buildDesktop();
    try {
      const words = [join(built.out, 'main/main.mjs'), `--user-data-dir=${temporaryFolder()}`];
      const application = await _electron.launch({
        executablePath: runtime,
        args: words,
        cwd: resolve(import.meta.dirname, '..'),
        env: { ...process.env, STELE_NODE: process.execPath },
      });
      const page = await application.firstWindow();
      expect(page.url()).toBe('stele://app/');
      expect(await page.evaluate('typeof stele.connect + typeof require + typeof process')).toBe(
        'functionundefinedundefined',
      );
      expect(await page.evaluate('fetch("https://example.org").catch(() => "refused")')).toBe('refused');
      expect(existsSync(built.out)).toBe(true);
      await application.close();
    } finally {
      built.remove();
    }
  });
}
