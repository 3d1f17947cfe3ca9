import type { MapFile } from '../../../shared/records/map.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { clustersIn } from '../../map/clusters.ts';
import type { Archive } from '../../archive/archive.ts';
import { uuidText } from '../../cryptography/random.ts';
import { valueStatement } from '../../database/statements.ts';
import { addMapFile, listMapFiles, removeMapFile, renewGazetteers } from '../../map/map-files.ts';
import { labelsIn, placesNamed } from '../../map/places.ts';
import { absoluteBytes } from '../../paths/path-bytes.ts';
import { inTurns } from '../../search-thread/search-thread.ts';
import { api } from '../api.ts';
import { pathBytes } from '../path-bytes.ts';
import { streamOf } from '../stream.ts';

export const map = {
  clusters: api.map.clusters.handler(async ({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const rows = archive.catalogue
      .prepare<[], { id: number; lat: number | null; lon: number | null }>(
        "SELECT item_id AS id, json_extract(readings, '$.position.latitude') AS lat, json_extract(readings, '$.position.longitude') AS lon FROM file WHERE sequence = 1",
      )
      .all();
    const size = Math.max(0, ...rows.map(({ id }) => id)) + 1;
    const latitude = new Float64Array(size).fill(NaN);
    const longitude = new Float64Array(size).fill(NaN);
    for (const { id, lat, lon } of rows) {
      latitude[id] = lat ?? NaN;
      longitude[id] = lon ?? NaN;
    }
    const found = await inTurns(
      archive,
      clustersIn({ size, latitude, longitude }, (id) => id > 0, input.bounds, input.zoom),
      signal,
    );
    return {
      ...found,
      clusters: found.clusters.map((one) => ({ ...one, item: uidOfItem(archive, one.item) })),
    };
  }),
  files: api.map.files.handler(({ input: { archive: handle }, context: { core } }) => {
    const until = core.addresses.validUntil(core.clock());
    const files = listMapFiles(core.archive(handle)).map((file) => ({
      ...file,
      address: core.addresses.sign({ archive: handle, kind: 'map', file: file.id }, until),
    }));
    return { files, validUntil: until.toISOString() };
  }),
  addFile: api.map.addFile.handler(({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const path = absoluteBytes(pathBytes(input.path), input.workingFolder);
    return streamOf<Progress, MapFile>(core.jobs, signal, (onProgress, stop) =>
      addMapFile(archive, core.pool, { path, kind: input.kind, signal: stop, onProgress }),
    );
  }),
  removeFile: api.map.removeFile.handler(({ input, context: { core } }) =>
    removeMapFile(core.archive(input.archive), input.file),
  ),
  places: api.map.places.handler(async ({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    await renewGazetteers(archive);
    return inTurns(archive, placesNamed(archive, input.text, input.limit), signal);
  }),
  labels: api.map.labels.handler(async ({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    await renewGazetteers(archive);
    return labelsIn(archive, input.bounds, input);
  }),
};

function uidOfItem({ catalogue }: Archive, id: number | null): string | null {
  if (id === null) return null;
  const uid = valueStatement<[number], Uint8Array>(catalogue, 'SELECT uid FROM item WHERE id = ?').get(id);
  return uid ? uuidText(uid) : null;
}
