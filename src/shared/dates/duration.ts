export const durationUnits = ['days', 'hours', 'minutes', 'seconds'] as const;
export type DurationUnit = (typeof durationUnits)[number];

const lengths: Readonly<Record<DurationUnit, number>> = {
  days: 86_400,
  hours: 3600,
  minutes: 60,
  seconds: 1,
};

/** A length of time by its units, the longest first, those of which there is something; of nothing, no seconds. */
export function durationParts(
  seconds: number,
): readonly { readonly unit: DurationUnit; readonly count: number }[] {
  let left = Math.abs(seconds);
  const parts = durationUnits.map((unit) => {
    const count = Math.floor(left / lengths[unit]);
    left -= count * lengths[unit];
    return { unit, count };
  });
  const told = parts.filter(({ count }) => count > 0);
  return told.length === 0 ? [{ unit: 'seconds', count: 0 }] : told;
}
