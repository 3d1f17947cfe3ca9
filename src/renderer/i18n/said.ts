import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import { recognise, render } from '../../shared/sentences/recognise.ts';
import { sentences as armenian } from './hy/sentences.ts';
import { sentences as russian } from './ru/sentences.ts';

const templates: Readonly<Record<string, typeof armenian>> = { hy: armenian, ru: russian };

/** What stands in English between names: how a list ends, and events by number. The names themselves stay as they are. */
export const written = (value: string, place: string): string =>
  place === 'path' || place === 'name'
    ? value
    : value
        .replace(/ and (?=[\w.-]+(?:,|$| and ))/g, ', ')
        .replace(/\bevents? (\d+)(?: to (\d+))?/g, (_, from: string, to?: string) =>
          to === undefined ? `№ ${from}` : `№ ${from}–${to}`,
        );

/** What the core said in English, in the language of the window; null: it is none of the core's sentences, or not to be told apart. */
export function saidIn(language: string, text: string): string | null {
  const own = templates[language];
  if (!own) return text;
  const sentence = recognise(text);
  return sentence && render(sentence, own, written);
}

/** The same, with English for what there is no other for: for files that are saved, and where nothing can be folded up. */
export const saidOrEnglish = ({ language }: Pick<i18n, 'language'>, text: string): string =>
  saidIn(language, text) ?? text;

export function useSaid(): (text: string) => string | null {
  const { i18n } = useTranslation();
  return (text) => saidIn(i18n.language, text);
}
