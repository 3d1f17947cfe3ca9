import type { Consent, Source } from '../catalogue/people.ts';
import { readEdtf } from '../dates/edtf.ts';
import type { ConsentState } from '../records/consent.ts';

/** For what and for whom something is given out: ids of `consent-purposes` and `recipient-classes`. */
export interface Giving {
  readonly purpose: string;
  /** Null where it is given to nobody. */
  readonly recipient: string | null;
}

/** The purpose for which something is handed to others: of `consent-purposes`. */
export const toShare = 'to-share';

export interface ConsentAnswer {
  readonly state: ConsentState;
  /** The answer that counts; null where there is none. */
  readonly consent: Consent | null;
}

interface Answer {
  readonly consent: Consent;
  readonly state: Exclude<ConsentState, 'none'>;
  /** A day, or empty where nobody knows when. */
  readonly at: string;
}

const never = '9999-12-31';

/**
 * What a source said to this purpose and class of recipient: the latest answer about this class, or about all of them. Undated ones
 * count before dated ones, in the order of the list. Where in doubt it is no: a consent counts from the first day that its date may
 * mean and a refusal until the last, the refusal holds of two of one day, and what is to be given after `today` (`YYYY-MM-DD`) is not
 * given.
 */
export function consentAnswer(
  { consents = [] }: { readonly consents?: readonly Consent[] | undefined },
  { purpose, recipient }: Giving,
  today: string,
): ConsentAnswer {
  const last = consents
    .filter((one) => one.purpose === purpose && (one.recipient === undefined || one.recipient === recipient))
    .flatMap((consent) => answerOf(consent, today))
    .reduce<Answer | null>((before, one) => (before && holdsAgainst(before, one) ? before : one), null);
  return last ?? { state: 'none', consent: null };
}

/**
 * Whether something may be given out so, from all that a source said. Whoever is handed something uses it: who refused or took back
 * that it is kept or used, has refused that it is shared. Where nobody says to whom it goes, it may be anyone of whom the source spoke.
 */
export function givingState(
  source: { readonly consents?: readonly Consent[] | undefined },
  { purpose, recipient }: Giving,
  today: string,
): ConsentState {
  const spokenOf = new Set((source.consents ?? []).flatMap((one) => one.recipient ?? []));
  const recipients = recipient === null ? [null, ...spokenOf] : [recipient];
  const states = (of: string): ConsentState[] =>
    recipients.map((one) => consentAnswer(source, { purpose: of, recipient: one }, today).state);
  const contained = includedPurposes[purpose] ?? [];
  const said = [...states(purpose), ...contained.flatMap(states).filter((state) => state !== 'none')];
  return worstFirst.find((state) => said.includes(state)) ?? 'none';
}

const worstFirst: readonly ConsentState[] = ['refused', 'withdrawn', 'none', 'given'];

/** What is also done where something is done. */
const includedPurposes: Readonly<Record<string, readonly string[]>> = {
  [toShare]: ['to-use', 'to-gather-and-keep'],
  'to-use': ['to-gather-and-keep'],
};

/** Whether a later one of the list gives way to an earlier one. */
function holdsAgainst(earlier: Answer, later: Answer): boolean {
  if (earlier.at !== later.at) return earlier.at > later.at;
  return later.at !== '' && later.state === 'given' && earlier.state !== 'given';
}

function answerOf(consent: Consent, today: string): Answer[] {
  const { isGiven, date, withdrawnOn } = consent;
  if (!isGiven) return [{ consent, state: 'refused', at: date === undefined ? '' : lastDay(date) }];
  if (withdrawnOn !== undefined) return [{ consent, state: 'withdrawn', at: lastDay(withdrawnOn) }];
  if (date === undefined) return [{ consent, state: 'given', at: '' }];
  const read = readEdtf(date);
  const at = read.ok ? (read.earliest ?? read.latest) : null;
  return at === null || at > today ? [] : [{ consent, state: 'given', at }];
}

function lastDay(date: string): string {
  const read = readEdtf(date);
  return (read.ok ? read.latest : null) ?? never;
}

/** What no human being need have given. */
const impersonal: readonly (string | undefined)[] = [undefined, 'ngo'];

/**
 * Whether somebody has to be asked. Not of material that is public anyhow: marked so on purpose (what is not marked counts as
 * restricted), naming no person, by a connection that is none of a human being's, and without a wish to stay unnamed.
 */
export function needsConsent({
  actor,
  connection,
  confidentiality,
  wishesAnonymity,
  consents = [],
}: Source): boolean {
  if (consents.length > 0 || actor !== undefined || wishesAnonymity === true) return true;
  return confidentiality !== 'public' || !impersonal.includes(connection);
}
