import { defineConfig } from '@playwright/test';

// Everything lies on one disk here: backups count as on another one. Workers and what they start have it from here.
process.env['STELE_DISKS'] = 'folders';

/** From a new archive to what a stranger verifies: with every change. The others go through one room each, as `test:hard` does. */
const journeys = ['**/case.spec.ts', '**/field-day.spec.ts', '**/start.spec.ts', '**/verify.spec.ts'];

/** The real interface, in Debian's Chromium, against the real browser host. `scripts/e2e.ts` builds and starts it. */
export default defineConfig({
  testDir: 'tests/e2e',
  // Each test has a host and a browser of its own.
  workers: 2,
  timeout: 600_000,
  // What is not there after that will not come, also where a machine has other work: else a test that waits for it takes all of
  // its ten minutes.
  expect: { timeout: 60_000 },
  use: { actionTimeout: 90_000 },
  projects: [
    { name: 'journeys', testMatch: journeys },
    { name: 'rooms', testIgnore: journeys },
  ],
  // CI tries once more what failed, and names it at its end (scripts/test-summary.ts): a browser of another's may fall over.
  retries: process.env['STELE_E2E_REPORT'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  outputDir: 'out/e2e',
  reporter:
    process.env['STELE_E2E_REPORT'] === undefined
      ? 'list'
      : [['list'], ['json', { outputFile: process.env['STELE_E2E_REPORT'] }]],
});
