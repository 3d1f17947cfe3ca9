import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { unlocking } from '../records/keys.ts';
import { progress } from '../records/progress.ts';
import { verification as result } from '../records/verification.ts';
import { anyPath, notedCheckpoint } from './common.ts';

export const verification = {
  run: oc
    .input(
      z.object({
        path: anyPath,
        unlock: unlocking.nullable().optional(),
        /** Public keys, as minisign writes them, whose signature a package must bear. */
        keys: z.array(z.string().min(1)).optional(),
        /** Of an archive: what its log has to agree with. */
        checkpoints: z.array(notedCheckpoint).optional(),
      }),
    )
    .output(eventIterator(progress, result)),
};
