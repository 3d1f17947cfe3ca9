import { api } from '../api.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { renewSnapshot } from '../../archive/keep-snapshots.ts';
import { parsePublicKey } from '../../../verifier/signature/minisign.ts';
import {
  clearHandedOver,
  recordReceipt,
  type Coverage,
  type ShownReceipt,
} from '../../hand-over/hand-over.ts';
import { writeReceipt } from '../../hand-over/write-receipt.ts';
import { asJob, streamOf } from '../stream.ts';
import { viewRequest } from './disposition.ts';

export const handOver = {
  receipt: api.handOver.receipt.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const { package: path, destination } = input;
    return streamOf<Progress, Awaited<ReturnType<typeof writeReceipt>>>(
      core,
      input.archive,
      signal,
      (emit, stop) =>
        writeReceipt(archive, core.pool, { package: path, destination, signal: stop, onProgress: emit }),
    );
  }),
  record: api.handOver.record.handler(({ input, context: { core } }) =>
    viewCoverage(recordReceipt(core.archive(input.archive), shownReceipt(input))),
  ),
  clear: api.handOver.clear.handler(async ({ input, context: { core } }) => {
    const { confirmed, keepsRecord, lockedSealed } = input;
    const clearing = { confirmed, keepsRecord, lockedSealed };
    const archive = core.archive(input.archive);
    core.pictures.forget(input.archive);
    const cleared = clearHandedOver(archive, shownReceipt(input), clearing);
    if (cleared.destroyed) await asJob(core, input.archive, () => renewSnapshot(archive));
    const { coverage, destroyed, request } = cleared;
    return { coverage: viewCoverage(coverage), destroyed, request: request && viewRequest(request) };
  }),
};

function shownReceipt(input: {
  readonly receipt: string;
  readonly signature: string;
  readonly keys: readonly string[];
}): ShownReceipt {
  return {
    text: Buffer.from(input.receipt, 'base64'),
    signature: Buffer.from(input.signature, 'base64'),
    keys: input.keys.map((text) => {
      const key = parsePublicKey(text);
      if (!key) throw new AppError('public-key-unusable', { key: text });
      return key;
    }),
  };
}

function viewCoverage({ receipt, covered, left, already }: Coverage) {
  const { sha256, package: id, receivedAt, signingKey } = receipt;
  const numbers = (items: Coverage['covered']): string[] => items.map(({ number }) => number);
  return {
    receipt: { sha256, package: id, receivedAt, signingKey },
    covered: numbers(covered),
    left,
    already: numbers(already),
  };
}
