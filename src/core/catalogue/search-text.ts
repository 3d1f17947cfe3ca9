import { baseNameBytes, folderBytes, readablePath } from '../paths/path-bytes.ts';
import { fileReadings } from '../../shared/records/readings.ts';
import type { Archive } from '../archive/archive.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { knowsDispositions } from '../disposition/states.ts';
import { words } from './fold.ts';
import { knowsDescriptions } from './item-state.ts';

/** Everything an item is found by, as folded words separated by spaces: number, what was asserted, names, readings. */
export function itemText(archive: Pick<Archive, 'catalogue'>, itemId: number): string {
  const db = archive.catalogue;
  const said = ['number', 'title', 'description', 'captured', 'rights'];
  if (knowsDescriptions(archive)) said.push('tags');
  const item = statement<[number], Readonly<Record<string, string | null>>>(
    db,
    `SELECT ${said.join(', ')} FROM item WHERE id = ?`,
  ).get(itemId);
  const files = statement<[number], { path: Uint8Array; media_type: string; readings: string }>(
    db,
    `SELECT accession_entry.path, file.media_type, file.readings FROM file
       JOIN accession_entry ON accession_entry.id = file.entry_id WHERE file.item_id = ?`,
  ).all(itemId);
  const parts: (string | null | undefined)[] = said.map((column) => item?.[column]);
  for (const file of files) {
    const { captured, camera, software } = fileReadings.parse(JSON.parse(file.readings));
    const path = Buffer.from(file.path);
    parts.push(readablePath(baseNameBytes(path)).text, readablePath(baseNameBytes(folderBytes(path))).text);
    parts.push(file.media_type, captured?.value, software);
    parts.push(camera?.make, camera?.model, camera?.serial, camera?.lens);
  }
  for (const name of keptNames(archive, itemId))
    parts.push(readablePath(baseNameBytes(Buffer.from(name))).text);
  return words(parts.filter((part) => typeof part === 'string').join(' ')).join(' ');
}

/** Of files that were handed over while their record was kept. */
function keptNames(archive: Pick<Archive, 'catalogue'>, itemId: number): readonly Uint8Array[] {
  if (!knowsDispositions(archive)) return [];
  return valueStatement<[number], Uint8Array>(
    archive.catalogue,
    'SELECT name FROM kept_file WHERE item_id = ? ORDER BY sequence',
  ).all(itemId);
}
