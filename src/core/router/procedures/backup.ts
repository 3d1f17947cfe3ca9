import { resolve } from 'node:path';
import { api } from '../api.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { nearestFolder } from '../../archive/same-disk.ts';
import { unlockArchive } from '../../archive/encryption.ts';
import { snapshotCatalogue } from '../../archive/keep-snapshots.ts';
import { backupOverview, backupReminder, forgetBackup, setBackupRules } from '../../backup/overview.ts';
import { repairArchive } from '../../backup/repair.ts';
import { restoreBackup } from '../../backup/restore.ts';
import { runBackup } from '../../backup/run-backup.ts';
import { asJob, streamOf } from '../stream.ts';

export const backup = {
  run: api.backup.run.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const { destination, label } = input;
    return streamOf<Progress, Awaited<ReturnType<typeof runBackup>>>(
      core,
      input.archive,
      signal,
      (emit, stop) => {
        const { pool, isSameDisk } = core;
        return runBackup(archive, pool, { destination, label, isSameDisk, signal: stop, onProgress: emit });
      },
    );
  }),
  restore: api.backup.restore.handler(({ input, context: { core }, signal }) => {
    const { unlock, ...request } = input;
    const { pool, clock, journal, isSameDisk } = core;
    const keys = () => (unlock ? unlockArchive(input.backup, unlock) : Promise.resolve(null));
    return streamOf<Progress, Awaited<ReturnType<typeof restoreBackup>>>(core, null, signal, (emit, stop) =>
      restoreBackup({ ...request, keys, pool, clock, journal, isSameDisk, signal: stop, onProgress: emit }),
    );
  }),
  repair: api.backup.repair.handler(({ input, context: { core }, signal }) => {
    const { path, from, unlock } = input;
    const { pool, clock, journal } = core;
    const keys = () => (unlock ? unlockArchive(path, unlock) : Promise.resolve(null));
    const request = { path, from, keys, pool, clock, journal, inspector: () => core.inspector() };
    return streamOf<Progress, Awaited<ReturnType<typeof repairArchive>>>(core, null, signal, (emit, stop) =>
      repairArchive({ ...request, signal: stop, onProgress: emit }),
    );
  }),
  look: api.backup.look.handler(({ input, context: { core } }) => ({
    sameDisk: core.isSameDisk(core.archive(input.archive).path, nearestFolder(resolve(input.destination))),
  })),
  overview: api.backup.overview.handler(({ input, context: { core } }) =>
    backupOverview(core.archive(input.archive)),
  ),
  reminder: api.backup.reminder.handler(({ input, context: { core } }) =>
    backupReminder(core.archive(input.archive)),
  ),
  setRules: api.backup.setRules.handler(({ input, context: { core } }) =>
    setBackupRules(core.archive(input.archive), input.rules),
  ),
  forget: api.backup.forget.handler(({ input, context: { core } }) => ({
    id: forgetBackup(core.archive(input.archive), input.backup),
  })),
  snapshot: api.backup.snapshot.handler(async ({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    return { path: await asJob(core, input.archive, () => snapshotCatalogue(archive)) };
  }),
};
