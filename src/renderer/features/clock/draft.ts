import { readReference, type ReferenceProblem } from '../../../shared/dates/reference-time.ts';
import {
  mostUncertain,
  type ClockDraft,
  type ClockPicture,
  type ClockReference,
} from '../../../shared/records/clock-check.ts';

/** What is being typed about a picture of a clock. */
export interface TypedClock {
  /** Null: as the file has it. */
  readonly date: string | null;
  readonly time: string;
  readonly zone: string;
  /** Null until it is chosen: what was read off is not to be vouched for by what nobody said. */
  readonly kind: ClockReference | null;
  readonly uncertainty: string;
  readonly note: string;
  readonly period: 'round' | 'all' | 'between';
  readonly from: string;
  readonly to: string;
}

export const blankClock: TypedClock = {
  date: null,
  time: '',
  zone: '',
  kind: null,
  uncertainty: '',
  note: '',
  period: 'round',
  from: '',
  to: '',
};

export const dateOf = (picture: ClockPicture, typed: TypedClock): string =>
  typed.date ?? picture.reading.slice(0, 10);

export interface ReadClock {
  /** Null while it cannot be asked about. */
  readonly draft: ClockDraft | null;
  /** By the field that it is about. */
  readonly problem: { readonly field: 'date' | 'time' | 'zone'; readonly code: Shown } | null;
  readonly isUncertaintyWrong: boolean;
  /** Seconds that follow from what was typed. */
  readonly least: number | null;
}
type Shown = Exclude<ReferenceProblem, 'empty'>;

export function readClock(picture: ClockPicture | undefined, typed: TypedClock): ReadClock {
  const nothing = { draft: null, problem: null, isUncertaintyWrong: false, least: null };
  if (!picture || typed.time.trim() === '') return nothing;
  const reference = `${dateOf(picture, typed).trim()} ${typed.time.trim()} ${typed.zone.trim()}`.trim();
  const read = readReference(reference);
  if (!read.ok) return { ...nothing, problem: problemOf(read.code) };
  const { uncertainty: least } = read.time;
  const seconds = typed.uncertainty.trim();
  const isUncertaintyWrong =
    seconds !== '' &&
    !(/^\d{1,8}$/.test(seconds) && Number(seconds) >= least && Number(seconds) <= mostUncertain);
  if (isUncertaintyWrong) return { ...nothing, isUncertaintyWrong, least };
  const given = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const draft: ClockDraft = {
    item: picture.item.id,
    reference,
    // What comes of it is shown meanwhile; it cannot be kept so.
    kind: typed.kind ?? 'other',
    note: given(typed.note),
    uncertainty: seconds === '' ? null : Number(seconds),
    period:
      typed.period === 'round'
        ? { accessions: [...picture.accessions], from: null, to: null }
        : typed.period === 'all'
          ? { accessions: null, from: null, to: null }
          : { accessions: null, from: given(typed.from), to: given(typed.to) },
  };
  return { draft, problem: null, isUncertaintyWrong, least };
}

function problemOf(code: ReferenceProblem): ReadClock['problem'] {
  if (code === 'empty') return null;
  if (code === 'zone-unknown') return { field: 'zone', code };
  return { field: code === 'no-such-time' ? 'date' : 'time', code };
}
