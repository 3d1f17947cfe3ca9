import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { area, itemFilter } from '../records/item-row.ts';
import { cluster, listedMapFile, mapFile, mapFileKinds, mapLabel, namedPlace } from '../records/map.ts';
import { progress } from '../records/progress.ts';
import { anyPath, archive } from './common.ts';

export const map = {
  /**
   * Where the items are that a filter leaves: alone, or with what lies within some sixty pixels of them at this zoom (the world is
   * `512 · 2^zoom` pixels wide). Counts are exact; nothing moves while the view does, because the pixels are counted from the
   * world's corner. All of a group is counted where a part of it is in view.
   */
  clusters: oc
    .input(z.object({ archive, filter: itemFilter, bounds: area, zoom: z.number().min(0).max(24) }))
    .output(
      z.object({
        clusters: z.array(cluster).readonly(),
        /** Items that the filter leaves and that have a position, in view or not. */
        total: z.int(),
        /** Those that have none. */
        without: z.int(),
        /** What all of them lie in; null: none has a position. */
        extent: area.nullable(),
      }),
    ),
  /** Maps and gazetteers that were brought along, in the order they were. */
  files: oc.input(z.object({ archive })).output(
    z.object({
      files: z.array(listedMapFile).readonly(),
      /** Ask again before then. */
      validUntil: z.iso.datetime(),
    }),
  ),
  /** Copies one into the archive: its progress, then what it is. */
  addFile: oc
    .input(z.object({ archive, path: anyPath, workingFolder: z.string(), kind: z.enum(mapFileKinds) }))
    .output(eventIterator(progress, mapFile)),
  removeFile: oc.input(z.object({ archive, file: z.uuid() })),
  /** Places of the gazetteers by a name in any script, the likeliest first. */
  places: oc
    .input(z.object({ archive, text: z.string().max(200), limit: z.int().min(1).max(50) }))
    .output(z.array(namedPlace).readonly()),
  /** Names to be written on the map, the greatest places first. */
  labels: oc
    .input(
      z.object({
        archive,
        bounds: area,
        zoom: z.number().min(0).max(24),
        /** BCP 47: names in its script are taken where there are any. */
        language: z.string().max(35),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.array(mapLabel).readonly()),
};
