import { defineConfig } from 'vitest/config';

/** What takes place on an archive, and must take place in the same way on an encrypted one. */
const onArchives = [
  'tests/integration/{backup,backup-disks,backup-killed,repair,restore,cli,full-disk,full-disk-steps,interrupted,kill,kill-export,locking}.test.ts',
  'tests/integration/{arrange,describe,describe-command,odd-paths,odd-sources,power-cut,power-cut-acknowledged,sources}.test.ts',
  'tests/integration/packages/{disk-full,export,killed}.test.ts',
  'tests/integration/disposition/{destroy,erase,kill,full-disk-destroy}.test.ts',
  'tests/integration/people/kill.test.ts',
];

/**
 * Minutes that not every change needs. CI runs them all: kills, signals, power cuts and full disks at many moments each, locks and odd
 * names between processes, folders of a program for every system; and what is done between several archives, people and processes.
 */
const hard = [
  'tests/integration/{backup-disks,backup-killed,full-disk,full-disk-steps,kill,kill-export}.test.ts',
  'tests/integration/{power-cut,power-cut-acknowledged}.test.ts',
  'tests/integration/people/kill.test.ts',
  'tests/integration/encryption/{kill-keys,seized}.test.ts',
  'tests/integration/{interrupted,locking,odd-paths,odd-sources,origin,sources}.test.ts',
  'tests/integration/packages/{disk-full,killed}.test.ts',
  'tests/integration/portable.test.ts',
  'tests/integration/disposition/{destroy,full-disk-destroy,hand-over,kill,states,two-identities,verify}.test.ts',
  'tests/integration/{fixity,identities,replicas,search-thread,verify-zip-hostile}.test.ts',
  'tests/integration/custody/attacks.test.ts',
  'tests/integration/records/{tables,workbooks}.test.ts',
];

const report = process.env['STELE_TEST_REPORT'];

export default defineConfig({
  test: {
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    // Real files, processes and databases on noisy machines: generous, so that only a hang fails.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    // Everything lies on one disk here: backups count as on another one, unless a test says otherwise.
    env: { STELE_DISKS: 'folders' },
    // Most of a test's time is in the processes it starts: two at once on two cores.
    maxWorkers: 2,
    globalSetup: ['tests/helpers/program.ts'],
    setupFiles: ['tests/helpers/electron-crypto.ts'],
    projects: [
      { extends: true, test: { name: 'plain', include: ['tests/**/*.test.ts'], exclude: hard } },
      { extends: true, test: { name: 'hard', include: hard } },
      {
        extends: true,
        test: {
          name: 'encrypted',
          include: onArchives,
          env: { STELE_TEST_ENCRYPTED: '1', STELE_PASSPHRASE: 'a passphrase of the tests' },
        },
      },
    ],
  },
});
