import { z } from 'zod';
import type { Archive } from '../archive/archive.ts';
import { leftOutCode } from '../ingest/record.ts';
import { joinBytes } from '../paths/path-bytes.ts';

/** That a file was left out: by which accession, when, and who acted. */
export interface LeftOut {
  readonly accession: string;
  readonly at: string;
  readonly by: string | null;
}

const sourcePaths = z.array(z.object({ path: z.object({ text: z.string(), bytes: z.string().nullable() }) }));

/**
 * Finds the accession that a file was left out of: by its path, or by where it lies below what was taken in, because a card
 * comes back under another name; and by its size and time of modification, so that a new file of an old name is new.
 */
export class LeftOutFiles {
  private readonly find;
  private readonly sources: readonly { readonly accession: number; readonly root: Buffer }[];

  constructor({ catalogue }: Archive) {
    this.find = catalogue.prepare<[number, Buffer, string, number, string], LeftOut>(
      `SELECT accession.number AS accession, entry.recorded_at AS at, identity.name AS by
       FROM accession_entry AS entry JOIN accession ON accession.id = entry.accession_id
       LEFT JOIN identity ON identity.id = accession.identity_id
       WHERE entry.accession_id = ? AND path = ? AND status = 'skipped' AND entry.error ->> 'code' = ?
         AND entry.size = ? AND entry.modified_ns = ? ORDER BY entry.run DESC LIMIT 1`,
    );
    // The newest first: what somebody did last with a card is what they remember.
    this.sources = catalogue
      .prepare<[], { id: number; sources: string }>('SELECT id, sources FROM accession ORDER BY id DESC')
      .all()
      .flatMap(({ id, sources }) =>
        sourcePaths.parse(JSON.parse(sources)).map(({ path: { text, bytes } }) => ({
          accession: id,
          root: bytes === null ? Buffer.from(text) : Buffer.from(bytes, 'base64'),
        })),
      );
  }

  /** `below`: the path from the card's folder on; null where the file itself was asked for. */
  accessionOf(path: Buffer, below: Buffer | null, size: number, modifiedNs: string): LeftOut | null {
    for (const { accession, root } of this.sources) {
      const places = below === null ? [path] : [path, joinBytes(root, below)];
      for (const place of places) {
        const found = this.find.get(accession, place, leftOutCode, size, modifiedNs);
        if (found) return found;
      }
    }
    return null;
  }
}
