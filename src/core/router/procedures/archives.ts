import { dirname, resolve } from 'node:path';
import type { Progress } from '../../../shared/records/progress.ts';
import { api } from '../api.ts';
import { createArchive, tryPlace } from '../../archive/create.ts';
import { isEncrypted, newEncryption } from '../../archive/encryption.ts';
import { uuidText } from '../../cryptography/random.ts';
import { createSample, type Sample } from '../../sample/create-sample.ts';
import { proposeSample } from '../../sample/propose-sample.ts';
import { streamOf } from '../stream.ts';

export const archives = {
  create: api.archives.create.handler(async ({ input, context: { core } }) => {
    const { encryption: protections, ...rest } = input;
    const encryption = protections ? await newEncryption(protections, core.clock) : null;
    return createArchive({ ...rest, encryption, clock: core.clock, journal: core.journal });
  }),
  tryPlace: api.archives.tryPlace.handler(({ input: { path } }) => {
    tryPlace(path);
    return {};
  }),
  proposeSample: api.archives.proposeSample.handler(({ input }) => {
    const path = proposeSample(input.name);
    return { path, folder: dirname(path) };
  }),
  createSample: api.archives.createSample.handler(({ input, context: { core }, signal }) =>
    streamOf<Progress, Sample>(core, null, signal, (onProgress, stop) =>
      createSample(
        core,
        { ...input, path: resolve(input.path), language: input.language ?? 'en' },
        { signal: stop, onProgress },
      ),
    ),
  ),
  opened: api.archives.opened.handler(({ context: { core } }) =>
    core.opened().map(([handle, { name, uid, path, access, keys }]) => ({
      archive: handle,
      name,
      archiveId: uuidText(uid),
      path,
      access,
      isEncrypted: keys !== null,
    })),
  ),
  isEncrypted: api.archives.isEncrypted.handler(({ input }) => isEncrypted(input.path)),
  lock: api.archives.lock.handler(({ context: { core } }) => core.lock()),
  open: api.archives.open.handler(async ({ input, context: { core } }) => {
    const { path, access, unlock = null, as = null } = input;
    const { handle, archive } = await core.open(path, access, unlock, as);
    return { archive: handle, name: archive.name, archiveId: uuidText(archive.uid) };
  }),
  close: api.archives.close.handler(({ input, context: { core } }) => core.closeArchive(input.archive)),
};
