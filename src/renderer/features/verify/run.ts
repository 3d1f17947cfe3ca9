import type { AnyPath } from '../../../shared/contract/common.ts';
import type { Unlocking } from '../../../shared/records/keys.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import type { Verification } from '../../../shared/records/verification.ts';
import type { HostShell } from '../../host/host-shell.ts';
import type { Job, Jobs, Stream } from '../../jobs/jobs.ts';

export interface Report {
  /** Of a copy that was dropped, its name alone. */
  readonly path: AnyPath;
  readonly isCopy: boolean;
  /** RFC 3339, by this machine's clock. */
  readonly at: string;
  /** Public keys that were expected. */
  readonly keys: readonly string[];
  readonly verification: Verification;
}

export interface Asked {
  readonly path: AnyPath;
  readonly keys: readonly string[];
  readonly unlock: Unlocking | null;
  /** What was dropped, where it is a copy that is gone when the report is there. */
  readonly copy: { readonly name: string } | null;
}

export const runVerify = (
  host: HostShell,
  jobs: Jobs,
  { path, keys, unlock, copy }: Asked,
): Promise<Report | null> =>
  jobs.start('verify', async (signal) =>
    reported(await host.client.verification.run({ path, unlock, keys: [...keys] }, { signal }), {
      path: copy ? { text: copy.name } : path,
      isCopy: copy !== null,
      keys,
    }),
  );

async function* reported(
  stream: Stream<Verification>,
  about: Pick<Report, 'path' | 'isCopy' | 'keys'>,
): AsyncGenerator<Progress, Report | undefined, void> {
  for (;;) {
    const step = await stream.next();
    if (step.done !== true) {
      yield step.value;
      continue;
    }
    return step.value && { ...about, at: new Date().toISOString(), verification: step.value };
  }
}

export const reportOf = (job: Job | null): Report | null =>
  (job?.result as Report | null | undefined) ?? null;

/** An encrypted archive of which no more than its folder was checked, for want of a key. */
export const isLocked = ({ checks }: Verification): boolean =>
  checks.some(({ check, outcome }) => check === 'keys' && outcome === 'not-checked');
