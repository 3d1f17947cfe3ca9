import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format.ts';
import type { Span, TickUnit } from './view.ts';

const day = 86_400_000;

/** Times and spans as the chosen language writes them. */
export function useTimes() {
  const { t } = useTranslation('timeline');
  const formats = useFormats();
  const of = (time: number, unit: TickUnit): string => formats.wall(time, unit);
  return {
    of,
    /** What stands at a tick, where what is around it is told elsewhere. */
    tick: (time: number, unit: TickUnit): string =>
      formats.wall(
        time,
        unit === 'minute' ? 'clock' : unit === 'day' ? 'dayAlone' : unit === 'month' ? 'monthAlone' : 'year',
      ),
    span: ({ from, to }: Span): string => {
      const isDays = from % day === 0 && to % day === 0;
      if (!isDays) return t('span', { from: of(from, 'minute'), to: of(to, 'minute') });
      const isYears = [from, to].every((time) => /-01-01T/.test(new Date(time).toISOString()));
      const unit = isYears ? 'year' : 'day';
      const [first, last] = [of(from, unit), of(to - day, unit)];
      return first === last ? first : t('span', { from: first, to: last });
    },
  };
}
