import type { AnyPath } from '../../../shared/contract/common.ts';
import type { HostShell } from '../../host/host-shell.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { go } from '../../shell/route.ts';
import { runVerify } from './run.ts';

let handed: AnyPath | null = null;

/** Goes to Verify, where this is being checked. */
export function goVerify(path: AnyPath, host: HostShell, jobs: Jobs): void {
  handed = path;
  jobs.dismiss('verify');
  void runVerify(host, jobs, { path, keys: [], unlock: null, copy: null });
  go('verify');
}

/** Given out once. */
export function takeHanded(): AnyPath | null {
  const path = handed;
  handed = null;
  return path;
}
