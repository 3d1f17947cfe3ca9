import type { MapFile } from '../../../shared/records/map.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import type { Archive } from '../../archive/archive.ts';
import { uuidText } from '../../cryptography/random.ts';
import { valueStatement } from '../../database/statements.ts';
import { addMapFile, listMapFiles, removeMapFile } from '../../map/map-files.ts';
import { lacksGazetteers, renewGazetteers } from '../../map/renew-gazetteers.ts';
import { labelsIn } from '../../map/places.ts';
import { absoluteBytes } from '../../paths/path-bytes.ts';
import { searcherOf } from '../../search-thread/search-thread.ts';
import { api } from '../api.ts';
import { pathBytes } from '../path-bytes.ts';
import type { Core } from '../core.ts';
import { asJob, streamOf } from '../stream.ts';

export const map = {
  clusters: api.map.clusters.handler(async ({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const { filter, bounds: area, zoom } = input;
    const found = await searcherOf(archive).ask({ kind: 'clusters', filter, area, zoom }, signal);
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
    return streamOf<Progress, MapFile>(core, input.archive, signal, (onProgress, stop) =>
      addMapFile(archive, core.pool, { path, kind: input.kind, signal: stop, onProgress }),
    );
  }),
  removeFile: api.map.removeFile.handler(({ input, context: { core } }) =>
    asJob(core, input.archive, () => removeMapFile(core.archive(input.archive), input.file)),
  ),
  places: api.map.places.handler(async ({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    await renewed(core, input.archive);
    const { text, limit } = input;
    return searcherOf(archive).ask({ kind: 'places', text, limit }, signal);
  }),
  labels: api.map.labels.handler(async ({ input, context: { core } }) => {
    const archive = core.archive(input.archive);
    await renewed(core, input.archive);
    return labelsIn(archive, input.bounds, input);
  }),
};

/** derived.db may be a new one, that knows of no gazetteer. */
async function renewed(core: Core, handle: string): Promise<void> {
  const archive = core.archive(handle);
  if (lacksGazetteers(archive)) await asJob(core, handle, (stop) => renewGazetteers(archive, stop));
}

function uidOfItem({ catalogue }: Archive, id: number | null): string | null {
  if (id === null) return null;
  const uid = valueStatement<[number], Uint8Array>(catalogue, 'SELECT uid FROM item WHERE id = ?').get(id);
  return uid ? uuidText(uid) : null;
}
