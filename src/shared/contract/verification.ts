import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { unlocking } from '../records/keys.ts';
import { progress } from '../records/progress.ts';
import { verification as result } from '../records/verification.ts';
import { anyPath } from './common.ts';

export const verification = {
  run: oc
    .input(
      z.object({
        path: anyPath,
        unlock: unlocking.nullable().optional(),
        /** Public keys, as minisign writes them, whose signature a package must bear. */
        keys: z.array(z.string().min(1)).optional(),
      }),
    )
    .output(eventIterator(progress, result)),
};
