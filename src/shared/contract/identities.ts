import { oc } from '@orpc/contract';
import { z } from 'zod';
import { fullDate, identityBackup, identityRecord } from '../records/identity.ts';
import { archive, personName, secret } from './common.ts';

const newIdentity = {
  name: personName,
  role: z.string().trim().min(1).max(500).nullable(),
  organisation: z.string().trim().min(1).max(500).nullable(),
  isOffice: z.boolean(),
  passphrase: secret,
};

export const identities = {
  list: oc.input(z.object({ archive })).output(z.array(identityRecord).readonly()),
  /** A new identity with a key of its own, unlocked from then on. What comes back is shown once. */
  create: oc.input(z.object({ archive, ...newIdentity })).output(identityBackup),
  /** A key brought back, from words or from a minisign secret key file. */
  import: oc
    .input(
      z.object({
        archive,
        ...newIdentity,
        from: z.union([
          z.object({ words: z.string().min(1) }),
          z.object({ secretKey: z.string().min(1), filePassphrase: z.string().nullable() }),
        ]),
      }),
    )
    .output(identityBackup),
  export: oc.input(z.object({ archive, name: personName, passphrase: secret })).output(identityBackup),
  retire: oc
    .input(
      z.object({
        archive,
        name: personName,
        proof: z.union([
          z.object({ statement: z.string().min(1) }),
          z.object({ by: personName, passphrase: secret }),
        ]),
        compromisedSince: fullDate.nullable(),
      }),
    )
    .output(identityRecord),
  /** Names who acts, without proof. Whoever was unlocked is locked. */
  choose: oc.input(z.object({ archive, name: personName.nullable() })).output(z.void()),
  unlock: oc.input(z.object({ archive, name: personName, passphrase: secret })).output(z.void()),
  /** Whoever was unlocked is only claimed from then on; the archive stays open. */
  lock: oc.input(z.object({ archive })).output(z.void()),
};
