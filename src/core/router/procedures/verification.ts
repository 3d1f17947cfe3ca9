import { api } from '../api.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { parsePublicKey, type MinisignKey } from '../../../verifier/signature/minisign.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { unlockArchive } from '../../archive/encryption.ts';
import { verifyAny } from '../../verify/verify-any.ts';
import { notedCheckpoints } from '../noted-checkpoints.ts';
import { streamOf } from '../stream.ts';

export const verification = {
  run: api.verification.run.handler(({ input, context: { core }, signal }) =>
    streamOf<Progress, Awaited<ReturnType<typeof verifyAny>>>(core, null, signal, async (emit, stop) => {
      const unlocking = input.unlock;
      return verifyAny('text' in input.path ? input.path.text : Buffer.from(input.path.bytes, 'base64'), {
        pool: core.pool,
        open: { clock: core.clock, journal: core.journal },
        ...(unlocking ? { unlock: (path: string) => unlockArchive(path, unlocking) } : {}),
        keys: (input.keys ?? []).map(publicKeyOf),
        anchors: notedCheckpoints(input.checkpoints),
        signal: stop,
        onProgress: emit,
      });
    }),
  ),
};

function publicKeyOf(text: string): MinisignKey {
  const key = parsePublicKey(text);
  if (!key) throw new AppError('public-key-unusable', { key: text });
  return key;
}
