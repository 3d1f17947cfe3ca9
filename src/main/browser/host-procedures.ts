import { implement } from '@orpc/server';
import { readablePath } from '../../core/paths/path-bytes.ts';
import type { Core } from '../../core/router/core.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { hostContract } from '../../shared/host/host-contract.ts';
import { version } from '../../shared/version.ts';
import type { Drops } from './drops.ts';
import type { Life } from './life.ts';
import { listFolder, listPlaces } from './list-folder.ts';

/** What the host's own procedures work on. */
export interface HostContext {
  readonly core: Core;
  readonly host: {
    readonly life: Life;
    readonly drops: Drops;
    /** The archive that was named when the host was started. */
    readonly archive: string | null;
    /** Ends the host, once what is being answered was answered. */
    readonly end: () => void;
  };
}

const api = implement(hostContract).$context<HostContext>();

export const hostProcedures = api.router({
  start: api.start.handler(({ context: { host } }) => ({
    version,
    platform: process.platform,
    archive: host.archive,
  })),
  alive: api.alive.handler(({ context: { host }, signal }) => host.life.page(signal)),
  quit: api.quit.handler(({ input, context: { core, host } }) => {
    const jobs = core.jobs.size + host.drops.underWay;
    if (jobs > 0 && !input.stopWork) throw new AppError('host-busy', { jobs });
    host.end();
  }),
  places: api.places.handler(() => listPlaces()),
  listFolder: api.listFolder.handler(({ input }) => listFolder(input.path)),
  beginDrop: api.beginDrop.handler(({ input, context: { core, host } }) => {
    const { drop, folder, addresses } = host.drops.begin(
      input.archive === null ? null : core.archive(input.archive),
      input.files,
    );
    return { drop, addresses, folder: { text: readablePath(Buffer.from(folder)).text } };
  }),
  endDrop: api.endDrop.handler(({ input, context: { host } }) => host.drops.end(input.drop)),
});
