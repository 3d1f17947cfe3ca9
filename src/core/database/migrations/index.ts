import type { Migration } from '../migrate.ts';
import { initialDerived } from './derived-0001-initial.ts';
import { itemFacts } from './derived-0002-item-facts.ts';
import { cameraBodies } from './derived-0003-camera-bodies.ts';
import { search } from './derived-0004-search.ts';
import { facets } from './derived-0005-facets.ts';
import { gazetteer } from './derived-0006-gazetteer.ts';
import { recordText } from './derived-0007-records.ts';
import { initial } from './0001-initial.ts';
import { backups } from './0002-backups.ts';
import { fixity } from './0003-fixity.ts';
import { disposition } from './0004-disposition.ts';
import { description } from './0005-description.ts';
import { maps } from './0006-maps.ts';
import { clockChecks } from './0007-clock-checks.ts';
import { records } from './0008-records.ts';

/** In order, each one higher than the last. A released one is never edited: tests hold its checksum. */
export const migrations: readonly Migration[] = [
  initial,
  backups,
  fixity,
  disposition,
  description,
  maps,
  clockChecks,
  records,
];
export const derivedMigrations: readonly Migration[] = [
  initialDerived,
  itemFacts,
  cameraBodies,
  search,
  facets,
  gazetteer,
  recordText,
];
