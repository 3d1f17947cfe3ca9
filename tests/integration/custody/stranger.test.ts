import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect } from 'vitest';
import { signCheckpoint } from '../../../src/core/custody/checkpoint.ts';
import { readLogRow } from '../../../src/core/custody/log.ts';
import { ingestions, newTestLog, type TestLog } from '../../helpers/custody.ts';
import { run, testWith } from '../../helpers/programs.ts';

const reader = fileURLToPath(new URL('../../fixtures/log_reader.py', import.meta.url));
const withPython = testWith('python3', ['--version']);

let log: TestLog;
beforeEach(() => {
  log = newTestLog();
  log.append(ingestions(600));
  signCheckpoint(log.db, { logId: log.logId, key: log.key, occasion: 'request', now: 0 });
  log.append(ingestions(277));
});
afterEach(() => {
  log.db.close();
  rmSync(log.folder, { recursive: true });
});

const read = (): unknown => JSON.parse(run('python3', [reader, log.db.name]));

withPython('a reader written from the document alone recomputes the root of a real log (python3)', () => {
  const { root } = readLogRow(log.db, log.logId);
  expect(read()).toEqual({ size: 877, root: Buffer.from(root).toString('hex'), problems: [] });
});

withPython('it also finds a changed value (python3)', () => {
  log.db.exec(
    "UPDATE event_disclosure SET disclosures = replace(disclosures, 'quoted', 'forged') WHERE sequence = 41",
  );
  expect(read()).toMatchObject({ problems: ['41: digest of detail'] });
});
