import type { AnyPath } from '../../../shared/contract/common.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { go } from '../../shell/route.ts';

let handed: AnyPath | null = null;

/** Goes to Verify with this path filled in. */
export function goVerify(path: AnyPath, jobs: Jobs): void {
  handed = path;
  jobs.dismiss('verify');
  go('verify');
}

/** Given out once. */
export function takeHanded(): AnyPath | null {
  const path = handed;
  handed = null;
  return path;
}
