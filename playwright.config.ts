import { defineConfig } from '@playwright/test';

// Everything lies on one disk here: backups count as on another one. Workers and what they start have it from here.
process.env['STELE_DISKS'] = 'folders';

/** The real interface, in Debian's Chromium, against the real browser host. `scripts/e2e.ts` builds and starts it. */
export default defineConfig({
  testDir: 'tests/e2e',
  // Two cores, and each test has a host and a browser of its own.
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  // What is not there after that will not come: else a test that waits for it takes all of its five minutes.
  use: { actionTimeout: 90_000 },
  forbidOnly: process.env['CI'] !== undefined,
  outputDir: 'out/e2e',
  reporter:
    process.env['STELE_E2E_REPORT'] === undefined
      ? 'list'
      : [['list'], ['json', { outputFile: process.env['STELE_E2E_REPORT'] }]],
});
