import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { progress } from '../records/progress.ts';
import { archive } from './common.ts';
import { destroyed, dispositionRequest } from './disposition.ts';

const shown = {
  /** The receipt and its .minisig file, in base64: their bytes are what was signed. */
  receipt: z.base64(),
  signature: z.base64(),
  /** Public keys by which it may be signed; empty: by any office that the archive knows. */
  keys: z.array(z.string().min(1)),
};

const coverage = z.object({
  receipt: z.object({
    sha256: z.string(),
    package: z.uuid(),
    receivedAt: z.string(),
    signingKey: z.string(),
  }),
  /** Numbers of items all of whose files it lists. */
  covered: z.array(z.string()).readonly(),
  left: z.array(z.object({ number: z.string(), reason: z.enum(['held', 'not-covered']) })).readonly(),
  /** Destroyed or cleared before. */
  already: z.array(z.string()).readonly(),
});

export const handOver = {
  /** The office: checks a package as a whole and writes a signed receipt for it. */
  receipt: oc.input(z.object({ archive, package: z.string().min(1), destination: z.string().min(1) })).output(
    eventIterator(
      progress,
      z.object({
        path: z.string(),
        signaturePath: z.string(),
        sha256: z.string(),
        publicKey: z.string(),
        package: z.uuid(),
        tagmanifestSha256: z.string(),
        exhibits: z.int(),
      }),
    ),
  ),
  /** The field: takes a receipt, records it, and says what it covers. */
  record: oc.input(z.object({ archive, ...shown })).output(coverage),
  /** Destroys the originals of exactly what it covers, or asks for that where two identities are demanded. */
  clear: oc
    .input(
      z.object({
        archive,
        ...shown,
        confirmed: z.int(),
        keepsRecord: z.boolean(),
        lockedSealed: z.enum(['refuse', 'leave']),
      }),
    )
    .output(z.object({ coverage, destroyed: destroyed.nullable(), request: dispositionRequest.nullable() })),
};
