import { useTranslation } from 'react-i18next';
import { durationParts } from '../../../shared/dates/duration.ts';

interface Offset {
  readonly seconds: number;
  readonly uncertainty: number;
}

/** How far a clock was off, in words. */
export function useOffsetWords() {
  const { t } = useTranslation('clock');
  const duration = (seconds: number): string =>
    durationParts(seconds)
      // Parted from its unit, a figure would be read with the next one.
      .map(({ unit, count }) => t(`short.${unit}`, { count }).replace(' ', '\u00a0'))
      .join(' ');
  return {
    duration,
    offset: ({ seconds }: Offset): string =>
      seconds === 0 ? t('right') : t(seconds > 0 ? 'behind' : 'ahead', { duration: duration(seconds) }),
    doubt: ({ uncertainty }: Offset): string => t('plusMinus', { duration: duration(uncertainty) }),
  };
}

/** A wall clock as it stands in files and dates, for the eye. */
export const wallText = (time: string): string =>
  time.replace('T', ' ').replace(/(?<=:[\d.]+)([+-]\d\d:\d\d)/, ' $1');
