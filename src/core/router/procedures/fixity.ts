import { api } from '../api.ts';
import type {
  CardReport,
  CheckSummary,
  ConfirmSummary,
  RecoverSummary,
} from '../../../shared/records/fixity.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { checkCard } from '../../fixity/card.ts';
import { checkPart } from '../../fixity/check-part.ts';
import { confirmOriginals } from '../../fixity/confirm.ts';
import { fixityReminder } from '../../fixity/reminder.ts';
import { recoverOriginals } from '../../fixity/recover.ts';
import { pathBytes } from '../path-bytes.ts';
import { streamOf } from '../stream.ts';

export const fixity = {
  reminder: api.fixity.reminder.handler(({ input, context: { core } }) =>
    fixityReminder(core.archive(input.archive)),
  ),
  confirm: api.fixity.confirm.handler(({ input, context: { core }, signal }) =>
    streamOf<Progress, ConfirmSummary>(core, input.archive, signal, (onProgress, stop) =>
      confirmOriginals({ archive: core.archive(input.archive), pool: core.pool, signal: stop, onProgress }),
    ),
  ),
  check: api.fixity.check.handler(({ input, context: { core }, signal }) =>
    streamOf<Progress, CheckSummary>(core, input.archive, signal, (onProgress, stop) =>
      checkPart(
        { archive: core.archive(input.archive), pool: core.pool, signal: stop, onProgress },
        input.scope,
      ),
    ),
  ),
  card: api.fixity.card.handler(({ input, context: { core }, signal }) =>
    streamOf<Progress, CardReport>(core, input.archive, signal, (onProgress, stop) =>
      checkCard(
        { archive: core.archive(input.archive), pool: core.pool, signal: stop, onProgress },
        input.paths.map(pathBytes),
        input.workingFolder,
      ),
    ),
  ),
  recover: api.fixity.recover.handler(({ input, context: { core }, signal }) =>
    streamOf<Progress, RecoverSummary>(core, input.archive, signal, (onProgress, stop) =>
      recoverOriginals(
        { archive: core.archive(input.archive), pool: core.pool, signal: stop, onProgress },
        input.backup,
      ),
    ),
  ),
};
