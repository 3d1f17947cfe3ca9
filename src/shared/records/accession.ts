import { z } from 'zod';

/** How the bytes came. A messenger strips metadata from a picture sent as photo, and keeps it in one sent as document. */
export const accessionMethods = [
  'card-reader',
  'cable-copy',
  'messenger-photo',
  'messenger-document',
  'scan',
  'web-capture',
  'handed-over',
  'repair', // found in the vault, its record lost
  'other',
] as const;

const line = z.string().min(1).max(500);
const paragraph = z.string().min(1).max(20_000);

/** What a person knows about one act of taking in (`--accession FILE`). Everything is optional; unknown fields are refused. */
export const accessionDescription = z
  .strictObject({
    method: z.enum(accessionMethods),
    /** Who gave it; a pseudonym where the person must be protected. */
    receivedFrom: line,
    /** Where it was taken in. */
    place: line,
    /** When it was handed over, if not now: EDTF. */
    receivedAt: line,
    carrier: z
      .strictObject({
        /** What stands on the card, stick or disk. */
        label: line,
        serial: line,
        fileSystem: line,
        writeProtected: z.boolean(),
        /** Where the carrier is kept now. */
        whereNow: line,
      })
      .partial(),
    /** What the device's clock showed against a reference. */
    clockCheck: z.strictObject({ deviceShowed: line, referenceShowed: line, reference: line }).partial(),
    /** What the maker says about the material. */
    statement: paragraph,
    note: paragraph,
  })
  .partial();

export type AccessionDescription = z.infer<typeof accessionDescription>;
