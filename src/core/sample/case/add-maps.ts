import type { SampleLanguage } from '../../../shared/records/sample.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MapFileKind } from '../../../shared/records/map.ts';
import type { Archive } from '../../archive/archive.ts';
import { addMapFile } from '../../map/map-files.ts';
import type { TransferPool } from '../../transfer/types.ts';
import { islandTiles } from '../island/tile-archive.ts';
import { gazetteer } from './gazetteer.ts';
import type { Phrase } from './phrases.ts';

const attribution: Phrase = {
  en: 'Sample: an invented island, drawn by the program',
  hy: 'Նմուշ. հորինված կղզի՝ ծրագրի նկարած',
  ru: 'Образец: вымышленный остров, нарисованный программой',
};

/**
 * An island around the places that the pictures show, and the names on it: written to the staging folder, and taken in from there as
 * a person's own map and gazetteer are.
 */
export async function addMaps(
  archive: Archive,
  pool: TransferPool,
  staging: string,
  language: SampleLanguage,
  signal: AbortSignal,
): Promise<void> {
  const files: readonly (readonly [kind: MapFileKind, name: string, bytes: string | Buffer])[] = [
    ['tiles', 'Sample island.pmtiles', islandTiles(attribution[language])],
    ['gazetteer', 'Sample names.csv', gazetteer(language)],
  ];
  for (const [kind, name, bytes] of files) {
    const path = join(staging, name);
    writeFileSync(path, bytes);
    await addMapFile(archive, pool, { path: Buffer.from(path), kind, signal, onProgress: () => undefined });
  }
}
