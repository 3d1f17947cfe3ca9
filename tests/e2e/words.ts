import { createInstance } from 'i18next';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { hy } from '../../src/renderer/i18n/hy/index.ts';
import { ru } from '../../src/renderer/i18n/ru/index.ts';

/** A message by section and key (`takeIn:choose`), filled in as the interface does. */
export type Say = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/** The words of the interface in a language. What is no message fails. */
export async function wordsIn(language: 'en' | 'hy' | 'ru'): Promise<Say> {
  const instance = createInstance();
  await instance.init({
    lng: language,
    resources: { en, hy, ru },
    defaultNS: 'common',
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  });
  return (key, values = {}) => {
    if (!instance.exists(key as never, values)) throw new Error(`There is no message ${key}.`);
    return instance.t(key, values);
  };
}
