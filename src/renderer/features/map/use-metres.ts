import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format.ts';

/** A length in metres or kilometres, rounded to what a person wants to know. */
export function useMetres(): (metres: number) => string {
  const { t } = useTranslation('map');
  const format = useFormats();
  return (metres) => {
    if (metres < 1000) return t('metres', { value: format.number(Math.round(metres)) });
    const kilometres = metres / 1000;
    const digits = kilometres < 10 ? 10 : 1;
    return t('kilometres', { value: format.number(Math.round(kilometres * digits) / digits) });
  };
}
