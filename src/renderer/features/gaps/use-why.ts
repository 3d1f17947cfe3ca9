import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/records/finding.ts';
import { useFormats } from '../../i18n/format.ts';
import { useDateWords } from '../records/date-words.ts';

/** Why it is a finding, in sentences with their figures. */
export function useWhy(): (finding: Finding) => readonly string[] {
  const { t } = useTranslation('gaps');
  const format = useFormats();
  const dates = useDateWords();
  const count = (
    value: string | number | undefined,
  ): { readonly count: number; readonly number: string } => ({
    count: Number(value ?? 0),
    number: format.number(Number(value ?? 0)),
  });
  const distance = (metres: number): string =>
    metres < 1000
      ? t('metres', { number: format.number(metres) })
      : t('kilometres', { number: format.number(Math.round(metres / 100) / 10) });
  const days = (value: string | number | undefined): string => t('why.days', count(value));
  return ({ kind, values }) => {
    const text = (name: string): string => String(values[name] ?? '');
    switch (kind) {
      case 'same-places':
        return [
          values.metres === undefined
            ? t('why.noPosition')
            : t('why.apart', { metres: distance(Number(values.metres)) }),
        ];
      case 'captured-outside':
        return [
          t('why.dated', { date: dates(text('date')) }),
          ...(Number(values.before) > 0
            ? [t('why.before', { ...count(values.before), days: days(values.daysBefore) })]
            : []),
          ...(Number(values.after) > 0
            ? [t('why.after', { ...count(values.after), days: days(values.daysAfter) })]
            : []),
        ];
      case 'far-from-place':
        return [t('why.far', { ...count(values.items), metres: distance(Number(values.metres)) })];
      case 'missing-frames':
        return [
          t('why.roll', { accession: text('accession'), camera: text('camera') || t('why.noCamera') }),
          t('why.frames', { ...count(values.missing), names: text('names') }),
        ];
      case 'not-translated':
        return [t('why.languages', { languages: text('languages') })];
      case 'incident-without-evidence':
      case 'item-without-place':
        return [];
    }
  };
}
