import { useTranslation } from 'react-i18next';
import { dateInWords } from '../../../shared/dates/in-words.ts';

/** Dates in the language of the window. */
export function useDateWords(): (text: string) => string {
  const { i18n } = useTranslation();
  return (text) => dateInWords(text, i18n.resolvedLanguage ?? i18n.language);
}
