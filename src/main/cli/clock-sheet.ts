import { durationParts } from '../../shared/dates/duration.ts';
import type {
  CapturedBasis,
  ClockCheck,
  ClockPeriod,
  ClockPlan,
  ClockSkip,
  ClockWarning,
} from '../../shared/records/clock-check.ts';
import { plural, visible } from './output.ts';
import { rows, timeText } from './sheet.ts';

const units = { days: 'd', hours: 'h', minutes: 'min', seconds: 's' } as const;

export const durationText = (seconds: number): string =>
  durationParts(seconds)
    .map(({ unit, count }) => `${count} ${units[unit]}`)
    .join(' ');

export function offsetText({
  seconds,
  uncertainty,
}: {
  readonly seconds: number;
  readonly uncertainty: number;
}): string {
  const off = seconds === 0 ? 'right' : `${durationText(seconds)} ${seconds > 0 ? 'behind' : 'ahead'}`;
  return `the camera's clock was ${off}, ± ${durationText(uncertainty)}`;
}

export const basisText = (basis: CapturedBasis): string =>
  `clock check of ${visible(basis.item)}: ${offsetText(basis)}`;

const kinds = {
  gps: 'a satellite receiver',
  phone: 'a phone',
  radio: 'a radio time signal',
  station: 'a public clock',
  computer: 'a computer',
  other: 'another clock',
} as const;

function periodText({ accessions, from, to }: ClockPeriod): string {
  const parts = [
    accessions === null ? 'every accession' : accessions.map(visible).join(', '),
    ...(from === null ? [] : [`from ${visible(from)}`]),
    ...(to === null ? [] : [`to ${visible(to)}`]),
  ];
  return `${parts.join(', ')}${from === null && to === null ? '' : " by the camera's clock"}`;
}

export function checkSheet(check: ClockCheck): string {
  const { camera, reading, reference } = check;
  const lines = rows([
    ['Check', check.id],
    ['Read off', visible(check.item.number)],
    ['Camera', visible(`${camera.name}, ${camera.serial ?? 'without a serial number'}`)],
    ['It said', reading === null ? 'hidden' : timeText(reading)],
    ['It was', reference === null ? 'hidden' : `${visible(reference)}, by ${kinds[check.kind]}`],
    ['So', offsetText(check)],
    ['Note', check.note === null ? null : visible(check.note)],
    ['For', periodText(check.period)],
    ['Items', String(check.items)],
    ['Retracted', check.retractedAt],
  ]);
  return `${lines.join('\n')}\n`;
}

const reasons: Readonly<Record<ClockSkip, string>> = {
  'by-hand': 'a person typed their time; --replace ITEM lets it give way',
  'no-reading': 'their file does not say when it was taken',
  'other-camera': 'of another camera',
  'other-clock': 'told by another clock: in UTC, or without an offset',
  'out-of-period': 'outside the period',
  'nearer-check': 'another check is nearer in time',
  'after-taking-in': 'they would be from after they were taken in',
  impossible: 'no calendar has that year',
  hidden: 'hidden',
};

const warnings: Readonly<Record<ClockWarning, string>> = {
  'far-off': 'More than ten years: the clock was reset. Another reset is another offset.',
  'after-taking-in': 'The reference is later than the picture was taken in.',
  'satellite-differs': "The satellite clock in the same file says that the camera's was right.",
  'whole-hours': 'Whole or half hours: a time zone, or summer time, and no wrong clock.',
  'no-serial': 'The files carry no serial number: every camera of this model counts as it.',
  differs: 'Another check, or the note at taking in, says something else.',
};

export function planSheet(plan: ClockPlan): string {
  const { first, last } = plan;
  const same = plan.unchanged === 0 ? '' : `, ${plural(plan.unchanged, 'item')} is so already`;
  const lines = [
    `${offsetText(plan)}.`.replace(/^t/, 'T'),
    `For ${periodText(plan.period)}.`,
    ...plan.warnings.map((one) => warnings[one]),
    `${plural(plan.items, 'item')} would have another time${same}.`,
    ...(first ? [`The first: ${visible(first.number)} ${timeText(first.captured)}`] : []),
    ...(last ? [`The last:  ${visible(last.number)} ${timeText(last.captured)}`] : []),
    ...(plan.widened > 0
      ? [`${plural(plan.widened, 'item')} with more doubt, because of another check.`]
      : []),
    ...skippedLines(plan.skipped),
  ];
  return `${lines.join('\n')}\n`;
}

export const skippedLines = (skipped: ClockPlan['skipped']): string[] =>
  skipped.map(({ reason, items, examples }) => {
    const named = examples.slice(0, 3).map(({ number }) => visible(number));
    const more = items > named.length ? ' …' : '';
    return `${plural(items, 'item')} left: ${reasons[reason]} (${named.join(', ')}${more})`;
  });
