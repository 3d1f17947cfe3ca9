import { api } from './api.ts';
import { archives } from './procedures/archives.ts';
import { backup } from './procedures/backup.ts';
import { clock } from './procedures/clock.ts';
import { custody } from './procedures/custody.ts';
import { fixity } from './procedures/fixity.ts';
import { disposition } from './procedures/disposition.ts';
import { gaps } from './procedures/gaps.ts';
import { handOver } from './procedures/hand-over.ts';
import { identities } from './procedures/identities.ts';
import { ingest } from './procedures/ingest.ts';
import { items } from './procedures/items.ts';
import { keys } from './procedures/keys.ts';
import { map } from './procedures/map.ts';
import { media } from './procedures/media.ts';
import { packages } from './procedures/packages.ts';
import { consents } from './procedures/consents.ts';
import { people } from './procedures/people.ts';
import { sealed } from './procedures/sealed.ts';
import { reports } from './procedures/reports.ts';
import { links, records } from './procedures/records.ts';
import { searches } from './procedures/searches.ts';
import { tables } from './procedures/tables.ts';
import { verification } from './procedures/verification.ts';

/** The contract, answered by this core, a file a room. Hosts carry it; they add nothing to it. */
export const router = api.router({
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
});
