import { about } from './about.ts';
import { clock } from './clock.ts';
import { common } from './common.ts';
import { bringBack } from './bring-back.ts';
import { custody } from './custody.ts';
import { describe } from './describe.ts';
import { disposition } from './disposition.ts';
import { dossier } from './dossier.ts';
import { evidence } from './evidence.ts';
import { gaps } from './gaps.ts';
import { incidents } from './incidents.ts';
import { keep } from './keep.ts';
import { manual } from './manual.ts';
import { map } from './map.ts';
import { packages } from './packages.ts';
import { people } from './people.ts';
import { persons } from './persons.ts';
import { picker } from './picker.ts';
import { places } from './places.ts';
import { records } from './records.ts';
import { sealed } from './sealed.ts';
import { shape } from './shape.ts';
import { shell } from './shell.ts';
import { start } from './start.ts';
import { tables } from './tables.ts';
import { takeIn } from './take-in.ts';
import { timeline } from './timeline.ts';
import { verify } from './verify.ts';
import { viewer } from './viewer.ts';

export const ru = {
  about,
  bringBack,
  clock,
  common,
  custody,
  describe,
  disposition,
  dossier,
  evidence,
  gaps,
  incidents,
  keep,
  manual,
  map,
  packages,
  people,
  persons,
  picker,
  places,
  records,
  sealed,
  shape,
  shell,
  start,
  tables,
  takeIn,
  timeline,
  verify,
  viewer,
};
