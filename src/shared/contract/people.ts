import { oc } from '@orpc/contract';
import { z } from 'zod';
import { occurrenceChoice, personErasure, personReport } from '../records/person.ts';
import { archive } from './common.ts';

/** Id or number of an actor or a source. */
const person = z.string().min(1);
/** What somebody is called besides: names that no record has. */
const also = z.array(z.string().trim().min(1).max(500)).max(100).readonly();
const language = z.string().min(2).max(35);
/** Id in the vocabulary of disposition reasons. */
const reason = z.string().min(1);

const erasurePlan = z.object({
  person,
  also,
  reason,
  /** What stands where a name stood. */
  instead: z.string().trim().min(1).max(100),
  /** By key of the report; where nothing was chosen, what it suggests. */
  choices: z.record(z.string(), occurrenceChoice).readonly(),
  /** Items that are destroyed with it. */
  destroy: z.array(z.string().min(1)).max(100_000).readonly(),
});

const erasureRequest = z.object({
  request: z.int(),
  requestedAt: z.string(),
  requestedBy: z.string(),
  /** Null while what is sealed is locked. */
  plan: erasurePlan.nullable(),
});

/** How many places whoever asks believes that it takes the person out of: `places` of the report. */
const confirmed = z.int();
/** What to do while what is sealed is locked: nobody can tell then whether it is about this person. */
const lockedSealed = z.enum(['refuse', 'leave']);

/** A human being, wherever in the archive they occur, and how they are taken out of it. */
export const people = {
  /** Everything about this person. Throws `not-found`, `not-a-person`. */
  about: oc.input(z.object({ archive, person, also, language })).output(personReport),
  /**
   * Takes the person out everywhere. Throws `confirmation-wrong`, `two-identities-needed`, `sealed-locked`, `item-held`,
   * `reason-unknown`, `disposal-unfinished`.
   */
  erase: oc.input(z.object({ archive, plan: erasurePlan, confirmed, lockedSealed })).output(personErasure),
  /** Where two identities are demanded: what the first one asks for. */
  requestErasure: oc.input(z.object({ archive, plan: erasurePlan })).output(erasureRequest),
  /** Those that wait. */
  erasureRequests: oc.input(z.object({ archive })).output(z.array(erasureRequest).readonly()),
  /** Throws `request-not-found`, `second-identity-needed`, `person-changed`, and as `erase` does. */
  approveErasure: oc
    .input(z.object({ archive, request: z.int(), confirmed, lockedSealed }))
    .output(personErasure),
  cancelErasure: oc.input(z.object({ archive, request: z.int() })).output(z.void()),
  /** Who a person is that goes by a pseudonym: a sealed record of its own. Throws `sealed-plain`, `sealed-locked`. */
  setRealName: oc.input(z.object({ archive, person, name: z.string().max(500) })).output(z.void()),
  realName: oc.input(z.object({ archive, person })).output(z.string().nullable()),
  /** What somebody was called before who goes by another name now, the latest first: earlier revisions say it. */
  earlierNames: oc.input(z.object({ archive, person })).output(z.array(z.string()).readonly()),
  /** Takes these out of every revision; `keep`: the latest is the sealed real name from then on. Returns how many went. */
  eraseEarlierNames: oc
    .input(z.object({ archive, person, reason: reason.nullable(), keep: z.boolean() }))
    .output(z.int()),
  /** Returns how many were kept. */
  eraseRealName: oc.input(z.object({ archive, person, reason: reason.nullable() })).output(z.int()),
};
