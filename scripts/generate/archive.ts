import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { createArchive } from '../../src/core/archive/create.ts';
import type { Archive } from '../../src/core/archive/archive.ts';
import { newEncryption, unlockArchive } from '../../src/core/archive/encryption.ts';
import { openArchive } from '../../src/core/archive/open.ts';
import { indexText } from '../../src/core/search/index-text.ts';
import { factsOf, writeFacts } from '../../src/core/catalogue/item-facts.ts';
import { indexTags, listText } from '../../src/core/catalogue/tags.ts';
import type { Database } from '../../src/core/database/connection.ts';
import { invent, seeded, type Invented } from './invent.ts';

/**
 * An archive as it stands after years of work, without the years. It opens, is listed, searched and shown, and more can be taken
 * into it. Not genuine: there are no originals (sizes and hashes are made up, so fixity checks and exports fail), items have
 * no revisions, and the custody log holds nothing about them, so `stele verify` calls it incomplete, and rightly. A few
 * hundred small pictures are the thumbnails of all.
 */
export interface Generated {
  readonly path: string;
  readonly items: number;
  readonly encrypted: boolean;
  readonly seed?: number;
}

export const generatedPassphrase = 'a generated archive';

const perAccession = 5000;
const perTransaction = 50_000;
const pictures = 200;

export async function generateArchive(
  { path, items, encrypted, seed = 1 }: Generated,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const clock = (): Date => new Date('2026-06-01T12:00:00Z');
  const secret = { by: 'passphrase', passphrase: generatedPassphrase } as const;
  // What guards nothing need not be costly to open.
  const cheap = { memory: 1024, iterations: 1, parallelism: 1 };
  const encryption = encrypted ? await newEncryption([{ ...secret, label: null }], clock, cheap) : null;
  createArchive({ path, name: 'Generated', operator: 'Generator', clock, encryption });
  const archive = openArchive(path, { access: 'write', clock, keys: await unlockArchive(path, secret) });
  try {
    const { catalogue, derived } = archive;
    if (!derived) throw new Error('no derived.db');
    for (const db of [catalogue, derived]) {
      db.pragma('synchronous = OFF');
      db.pragma('foreign_keys = OFF');
      db.pragma('cache_size = -200000');
    }
    const thumbnails = await draw(seed);
    const indexes = dropIndexes(derived);
    derived.exec("INSERT INTO item_text (item_text, rank) VALUES ('hashsize', 67108864)");
    const random = seeded(seed);
    for (let from = 1; from <= items; from += perTransaction) {
      const to = Math.min(items, from + perTransaction - 1);
      const add = writer(archive, thumbnails);
      catalogue.exec('BEGIN');
      derived.exec('BEGIN');
      for (let index = from; index <= to; index += 1) add(index, invent(index, random));
      catalogue.exec('COMMIT');
      derived.exec('COMMIT');
      onProgress(to);
    }
    derived.exec("INSERT INTO item_text (item_text, rank) VALUES ('hashsize', 1048576)");
    for (const sql of indexes) derived.exec(sql);
    derived
      .prepare('UPDATE state SET last_file = $items, last_facts = $items, last_text = $items')
      .run({ items });
    catalogue
      .prepare('INSERT INTO number_series (series, next) VALUES (?, ?)')
      .run(`2026-${archive.replica.code}`, items + 1);
    derived.exec('ANALYZE');
    catalogue.exec('ANALYZE');
  } finally {
    archive.close();
  }
}

interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function draw(seed: number): Promise<readonly Picture[]> {
  const random = seeded(seed + 1);
  const colour = (): string => `hsl(${Math.floor(random() * 360)} 45% ${30 + Math.floor(random() * 40)}%)`;
  const drawn: Picture[] = [];
  for (let index = 0; index < pictures; index += 1) {
    const upright = index % 5 === 0;
    const [width, height] = upright ? [96, 144] : [144, 96];
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="55%" fill="${colour()}"/><rect y="55%" width="100%" height="45%" fill="${colour()}"/><rect x="${10 + (index % 40)}" y="30%" width="34" height="40%" fill="${colour()}"/></svg>`;
    const bytes = await sharp(Buffer.from(svg)).webp({ effort: 0, quality: 40 }).toBuffer();
    drawn.push({ bytes, width, height });
  }
  return drawn;
}

/** Made again when everything is in: in order, and once. */
function dropIndexes(db: Database): readonly string[] {
  const found = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name LIKE 'item_%'",
    )
    .all();
  for (const { name } of found) db.exec(`DROP INDEX ${name}`);
  return found.map(({ sql }) => sql);
}

/** Sixteen bytes of a UUIDv7 that grow with `index`, so that indexes are filled at their ends. */
function uid(index: number, kind: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(1_700_000_000_000 + index, 0, 6);
  bytes.writeUInt16BE(0x7000 + kind, 6);
  bytes.writeUInt8(0x80, 8);
  bytes.writeUInt32BE(index, 12);
  return bytes;
}

function writer(
  archive: Archive,
  thumbnails: readonly Picture[],
): (index: number, invented: Invented) => void {
  const { catalogue, derived, replica } = archive;
  if (!derived) throw new Error('no derived.db');
  const accession = catalogue.prepare(
    `INSERT INTO accession (id, uid, number, state, request, started_at, closed_at, description, sources, machine_clock)
     VALUES (?, ?, ?, 'closed', ?, ?, ?, '{}', '[]', '{}')`,
  );
  const item = catalogue.prepare(
    `INSERT INTO item (id, uid, number, created_at, title, description, confidentiality, review_state, tags)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const entry = catalogue.prepare(
    `INSERT INTO accession_entry (id, accession_id, run, path, status, file_id, size, recorded_at)
     VALUES (?, ?, 1, ?, 'imported', ?, ?, ?)`,
  );
  const file = catalogue.prepare(
    `INSERT INTO file (id, uid, sha256, sha512, size, media_type, vault_name, accession_id, entry_id, item_id, sequence, role,
       stored_at, readings, metadata) VALUES (?, ?, ?, ?, ?, 'image/jpeg', ?, ?, ?, ?, 1, 'original', ?, ?, ?)`,
  );
  const thumbnail = derived.prepare("INSERT INTO thumbnail VALUES (?, 'image/webp', ?, ?, ?)");
  const at = '2026-06-01T12:00:00.000Z';
  const nothing = deflateRawSync('{}');
  return (index, { title, description, name, folder, readings, confidentiality, reviewState, tags }) => {
    const accessionId = Math.ceil(index / perAccession);
    const number = `2026-${replica.code}-${String(index).padStart(5, '0')}`;
    if (index % perAccession === 1) {
      const own = `A2026-${replica.code}-${String(accessionId).padStart(5, '0')}`;
      accession.run(accessionId, uid(accessionId, 1), own, '', at, at);
    }
    const tagList = listText(tags);
    item.run(index, uid(index, 2), number, at, title, description, confidentiality, reviewState, tagList);
    if (tagList !== null) indexTags(archive, index, tagList);
    const size = 2_000_000 + (index % 4_000_000);
    entry.run(index, accessionId, Buffer.from(`${folder}/${name}`), index, size, at);
    const sha256 = Buffer.alloc(32);
    sha256.writeUInt32BE(index, 0);
    const vaultName = `generated/${String(index).padStart(9, '0')}.jpg`;
    const told = JSON.stringify(readings);
    file.run(index, uid(index, 3), sha256, Buffer.alloc(64), size, vaultName, accessionId, index, index, at, told, nothing); // prettier-ignore
    const picture = thumbnails[index % thumbnails.length];
    if (picture) thumbnail.run(index, picture.width, picture.height, picture.bytes);
    indexText(archive, [index]);
    const facts = factsOf(archive, index);
    if (facts) writeFacts(derived, index, facts);
  };
}
