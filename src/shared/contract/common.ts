import { z } from 'zod';

/** What several rooms of the contract take. */

/** An open archive, as `archives.open` gave it. */
export const archive = z.string().min(1);

/** A path as text, or its bytes in base64 where the file system's names need not be UTF-8. */
export const anyPath = z.union([z.object({ text: z.string().min(1) }), z.object({ bytes: z.base64() })]);

/** A checkpoint that was noted outside the archive: what a person calls it, and the signed note as text. */
export const notedCheckpoint = z.object({ name: z.string().min(1), note: z.string().min(1) });

export const personName = z.string().trim().min(1).max(500);

/** An identity's passphrase; null: its key is not protected. */
export const secret = z.string().min(1).nullable();

export type AnyPath = z.infer<typeof anyPath>;
