import { z } from 'zod';

/** Somebody who acts in an archive. */
export const identityRecord = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.string().nullable(),
  organisation: z.string().nullable(),
  /** May retire others. */
  isOffice: z.boolean(),
  createdAt: z.string(),
  /** `RW…`, as minisign takes it; null: this person is only ever claimed. */
  publicKey: z.string().nullable(),
  /** Sixteen hexadecimal digits, as minisign shows them. */
  keyId: z.string().nullable(),
  retiredAt: z.string().nullable(),
  /** A date (RFC 3339 full-date): what the key signed from then on counts for nothing. */
  compromisedSince: z.string().nullable(),
  /** Place of the event by which who it is was erased; the name is then empty. */
  erasedBy: z.int().optional(),
  /** Who acts in this session, if this is it. */
  standing: z.enum(['unlocked', 'claimed']).nullable(),
});
export type IdentityRecord = z.infer<typeof identityRecord>;

/** What is handed out once, when a key is made: for paper, and for a drawer. */
export const identityBackup = z.object({
  identity: identityRecord,
  /** A minisign secret key file, under the identity's passphrase. */
  secretKey: z.string(),
  /** Twenty-four BIP 39 words that are the key. */
  words: z.string(),
  /** A signed note that retires the identity whenever it is shown, also when the key is lost. */
  retirement: z.string(),
});
export type IdentityBackup = z.infer<typeof identityBackup>;

export const fullDate = z.iso.date();
