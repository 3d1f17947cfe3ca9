import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  cardReport,
  checkScope,
  checkSummary,
  confirmSummary,
  fixityReminder,
  recoverSummary,
} from '../records/fixity.ts';
import { progress } from '../records/progress.ts';
import { anyPath, archive } from './common.ts';

export const fixity = {
  /** What is known to be damaged, and whether it is time for a check; cheap enough to ask with everything else. */
  reminder: oc.input(z.object({ archive })).output(fixityReminder),
  /** Reads what is only stored from the medium, and says what it really keeps. */
  confirm: oc.input(z.object({ archive })).output(eventIterator(progress, confirmSummary)),
  /** Checks a part of the originals, those first that were not checked for longest. */
  check: oc.input(z.object({ archive, scope: checkScope })).output(eventIterator(progress, checkSummary)),
  /** May this card be cleared? Nothing on it is changed. */
  card: oc
    .input(z.object({ archive, paths: z.array(anyPath).min(1), workingFolder: z.string() }))
    .output(eventIterator(progress, cardReport)),
  /** Brings damaged originals back from a backup. */
  recover: oc
    .input(z.object({ archive, backup: z.string().min(1) }))
    .output(eventIterator(progress, recoverSummary)),
};
