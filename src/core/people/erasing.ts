import type { EventSubject } from '../../verifier/custody/event-fields.ts';
import type { CanonicalValue } from '../../verifier/custody/canonical.ts';
import type { Archive } from '../archive/archive.ts';
import { appendEvents, type EventDetail } from '../custody/append.ts';
import { detailsAbout, erasedDetail, eraseValues } from '../custody/erase-values.ts';
import { dispositionEvent } from '../disposition/event-detail.ts';
import type { Where } from './holdings.ts';

/** An erasure under way, inside its transaction: what every part of it needs. */
export interface Erasing {
  readonly archive: Archive;
  /** UUIDs of the records that go. */
  readonly gone: ReadonlySet<string>;
  /** What a text says from then on, as was chosen for where it stands. */
  readonly change: (where: Where, id: string, field: string, text: string) => string;
  /**
   * Appends the event that says that something of a subject was erased, and takes out what earlier events tell of it: all, or that
   * of which `which` is true.
   */
  readonly tell: (
    subject: EventSubject,
    detail: EventDetail,
    which?: (detail: CanonicalValue) => boolean,
  ) => void;
}

export function erasingTeller(
  archive: Archive,
  why: EventDetail,
  batch: string,
): { readonly tell: Erasing['tell']; readonly told: () => number } {
  const { catalogue, events } = archive;
  let told = 0;
  return {
    told: () => told,
    tell(subject, detail, which) {
      const values = which === undefined ? [] : detailsAbout(catalogue, events.log.id, [subject], which);
      const said = { ...why, ...detail, ...erasedDetail(values) };
      appendEvents(catalogue, events, [dispositionEvent('erase', subject, said, batch)]);
      eraseValues(catalogue, events.log.id, values);
      told += 1;
    },
  };
}
