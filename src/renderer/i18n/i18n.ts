import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en/index.ts';
import { hy } from './hy/index.ts';
import { ru } from './ru/index.ts';

export const languages = [
  { id: 'en', name: 'English' },
  { id: 'hy', name: 'Հայերեն' },
  { id: 'ru', name: 'Русский' },
] as const;
export type Language = (typeof languages)[number]['id'];

/** English words laid out from right to left: shows in tests what is not mirrored. Nobody is offered it. */
export const mirrored = 'ar-XB';

const kept = 'stele.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof en;
    interpolationPrefix: '{';
    interpolationSuffix: '}';
  }
}

const isLanguage = (id: string): id is Language => languages.some((language) => language.id === id);

/** What was chosen in this tab, else the first of the system's languages that there is. */
function firstLanguage(): string {
  const chosen = sessionStorage.getItem(kept);
  if (chosen === mirrored || (chosen !== null && isLanguage(chosen))) return chosen;
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return wanted.find(isLanguage) ?? 'en';
}

export async function startI18n(): Promise<i18n> {
  const instance = createInstance();
  instance.on('languageChanged', (language) => {
    document.documentElement.lang = language === mirrored ? 'en' : language;
    document.documentElement.dir = language === mirrored ? 'rtl' : 'ltr';
    sessionStorage.setItem(kept, language);
  });
  await instance.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: 'en',
    resources: { en, hy, ru },
    defaultNS: 'common',
    // React writes text, never mark-up.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    returnNull: false,
  });
  return instance;
}
