import { inflateRawSync } from 'node:zlib';
import { fileReadings } from '../../shared/records/readings.ts';
import type { Archive } from '../archive/archive.ts';
import { knowsText } from '../catalogue/derived-state.ts';
import { knowsDescriptions } from '../catalogue/item-state.ts';
import { cameraName } from '../catalogue/sort-keys.ts';
import { tagsIn } from '../catalogue/tags.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { knowsDispositions } from '../disposition/states.ts';
import { namesIn } from '../../shared/catalogue/called.ts';
import type { AnyContent } from '../../shared/catalogue/kinds.ts';
import { knowsRecords } from '../records/record-state.ts';
import { baseNameBytes, folderBytes, readablePath } from '../paths/path-bytes.ts';
import type { TextColumn } from './query.ts';

/** Everything an item is found by, as it was written: what was asserted, names, readings, metadata. */
export type ItemText = Readonly<Record<TextColumn, readonly string[]>>;

interface Said {
  readonly number: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly captured: string | null;
  readonly rights: string | null;
  readonly tags: string | null;
}

export function itemText(archive: Pick<Archive, 'catalogue' | 'derived'>, itemId: number): ItemText {
  const db = archive.catalogue;
  const item = statement<[number], Said>(
    db,
    `SELECT number, title, description, captured, rights, ${knowsDescriptions(archive) ? 'tags' : 'NULL AS tags'}
       FROM item WHERE id = ?`,
  ).get(itemId);
  const files = statement<
    [number],
    { id: number; path: Uint8Array; media_type: string; readings: string; metadata: Uint8Array }
  >(
    db,
    `SELECT file.id, accession_entry.path, file.media_type, file.readings, file.metadata FROM file
       JOIN accession_entry ON accession_entry.id = file.entry_id WHERE file.item_id = ?`,
  ).all(itemId);
  const linked = linkedNames(archive, itemId);
  const names: string[] = keptNames(archive, itemId).map(baseName);
  const cameras: (string | null | undefined)[] = [];
  const others: (string | null | undefined)[] = [item?.captured, item?.rights, ...linked.others];
  const metadata = new Set<string>();
  const places = new Set<string>(linked.places);
  const captions = new Set<string>();
  for (const file of files) {
    const { captured, camera, software } = fileReadings.parse(JSON.parse(file.readings));
    names.push(baseName(file.path), baseName(folderBytes(Buffer.from(file.path))));
    // Together as well: a phrase does not reach from one value into the next.
    cameras.push(camera?.make, camera?.model, cameraName(camera), camera?.serial, camera?.lens);
    others.push(file.media_type, captured?.value, software);
    const tags: unknown = JSON.parse(inflateRawSync(file.metadata).toString('utf8'));
    collectValues(tags, metadata);
    collectTags(tags, placeTags, places);
    collectTags(tags, captionTags, captions);
  }
  return {
    number: texts([item?.number]),
    title: texts([item?.title]),
    description: texts([item?.description]),
    tag: tagsIn(item?.tags ?? null),
    name: names,
    camera: texts(cameras),
    place: [...places],
    content: contents(
      archive,
      files.map(({ id }) => id),
    ),
    other: [...texts(others), ...captions],
    metadata: [...metadata],
  };
}

/** What the records are called that an item is linked with: a picture is found by every name of the place that it shows. */
function linkedNames(
  archive: Pick<Archive, 'catalogue'>,
  itemId: number,
): { readonly places: readonly string[]; readonly others: readonly string[] } {
  if (!knowsRecords(archive)) return { places: [], others: [] };
  const rows = statement<[number], { kind: string; content: string }>(
    archive.catalogue,
    `SELECT record.kind, record.content FROM link JOIN record ON record.id = link.to_id
     WHERE from_table = 'item' AND from_id = ? AND to_table = 'record' AND link.is_removed = 0 AND record.is_removed = 0`,
  ).all(itemId);
  const calledBy = (isPlace: boolean): string[] =>
    rows
      .filter(({ kind }) => (kind === 'place' || kind === 'object') === isPlace)
      .flatMap(({ content }) => namesIn(JSON.parse(content) as AnyContent).map(({ text }) => text));
  return { places: calledBy(true), others: calledBy(false) };
}

const texts = (values: readonly (string | null | undefined)[]): string[] =>
  values.filter((value) => typeof value === 'string');

const baseName = (path: Uint8Array): string => readablePath(baseNameBytes(Buffer.from(path))).text;

/** Longer values are blobs as text: nobody looks for their words. */
const longestValue = 2000;

/** Texts and numbers anywhere in the tags of a file, each once. */
function collectValues(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' && value.length <= longestValue) into.add(value);
  else if (typeof value === 'number') into.add(String(value));
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) collectValues(inner, into);
}

/** Tags of IPTC and XMP that name where a picture was made, or what it shows. */
const placeTags =
  /(?:^|:)(?:City|Sub-?location|Location|Province-?State|State|Country(?:-PrimaryLocation)?(?:Name)?|Location(?:Shown|Created)\w*|ContentLocationName|GPSAreaInformation)$/;

/** Those in which people write what a picture shows: names in them are names. */
const captionTags =
  /(?:^|:)(?:Caption-Abstract|Headline|ObjectName|Keywords|Title|Description|Subject|PersonInImage|Event)$/;

function collectTags(tags: unknown, which: RegExp, into: Set<string>): void {
  if (typeof tags !== 'object' || tags === null) return;
  for (const [tag, value] of Object.entries(tags)) if (which.test(tag)) collectValues(value, into);
}

function contents({ derived }: Pick<Archive, 'derived'>, fileIds: readonly number[]): readonly string[] {
  if (!derived || !knowsText({ derived })) return [];
  const select = valueStatement<[number], string>(
    derived,
    'SELECT text FROM document_text WHERE file_id = ?',
  );
  return texts(fileIds.map((id) => select.get(id)));
}

/** Of files that were handed over while their record was kept. */
function keptNames(archive: Pick<Archive, 'catalogue'>, itemId: number): readonly Uint8Array[] {
  if (!knowsDispositions(archive)) return [];
  return valueStatement<[number], Uint8Array>(
    archive.catalogue,
    'SELECT name FROM kept_file WHERE item_id = ? ORDER BY sequence',
  ).all(itemId);
}
