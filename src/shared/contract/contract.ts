import { archives } from './archives.ts';
import { backup } from './backup.ts';
import { clock } from './clock.ts';
import { custody } from './custody.ts';
import { fixity } from './fixity.ts';
import { disposition } from './disposition.ts';
import { handOver } from './hand-over.ts';
import { identities } from './identities.ts';
import { ingest } from './ingest.ts';
import { items } from './items.ts';
import { keys } from './keys.ts';
import { map } from './map.ts';
import { media } from './media.ts';
import { packages } from './packages.ts';
import { consents } from './consents.ts';
import { people } from './people.ts';
import { sealed } from './sealed.ts';
import { reports } from './reports.ts';
import { links, records } from './records.ts';
import { searches } from './searches.ts';
import { gaps } from './gaps.ts';
import { tables } from './tables.ts';
import { verification } from './verification.ts';

/**
 * Everything a host can ask of the core, a file a room. Validated at this edge, in both directions, and nowhere again. Long
 * work is a stream: its snapshots and per-file results first, what it came to at the end; aborting the stream stops the work.
 */
export const contract = {
  archives,
  keys,
  identities,
  sealed,
  ingest,
  items,
  clock,
  searches,
  records,
  links,
  people,
  consents,
  tables,
  reports,
  gaps,
  map,
  media,
  packages,
  backup,
  fixity,
  verification,
  custody,
  disposition,
  handOver,
};
