import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import {
  LocalizedStringDictionary,
  LocalizedStringFormatter,
  type LocalizedString,
} from '@internationalized/string';
import { expect, test } from 'vitest';
import { ariaInArmenian, speakArmenian } from '../../src/renderer/i18n/aria-strings.ts';

/** Parts of the library that the interface is built of. */
const used = ['autocomplete', 'combobox', 'grid', 'menu', 'overlays', 'searchfield'];

async function englishOf(part: string): Promise<Record<string, LocalizedString>> {
  const path = resolve('node_modules/react-aria/dist/private/intl', part, 'en-US.mjs');
  const module = (await import(pathToFileURL(path).href)) as { default: Record<string, LocalizedString> };
  return module.default;
}

test.each(used)('what React Aria says of itself has an Armenian text: %s', async (part) => {
  const english = await englishOf(part);
  expect(Object.keys(english).length).toBeGreaterThan(0);
  expect(Object.keys(english).filter((key) => !(key in ariaInArmenian))).toEqual([]);
});

test('it is said in Armenian, and other languages are left alone', async () => {
  const english = await englishOf('combobox');
  const dictionary = new LocalizedStringDictionary({
    'en-US': english,
    'ru-RU': { buttonLabel: 'Показать' },
  });
  speakArmenian();
  const say = (locale: string) => new LocalizedStringFormatter(locale, dictionary);
  expect(say('hy').format('buttonLabel')).toBe('Ցույց տալ առաջարկները');
  expect(say('ru').format('buttonLabel')).toBe('Показать');
  expect(say('en').format('countAnnouncement', { optionCount: 3 })).toBe('3 options available.');
  expect(say('hy').format('countAnnouncement', { optionCount: 3 })).toBe('Կա 3 տարբերակ։');
  const focused = {
    isGroupChange: false,
    groupTitle: '',
    groupCount: 0,
    optionText: 'Գառնի',
    isSelected: true,
  };
  expect(say('hy').format('focusAnnouncement', focused)).toBe('Գառնի, ընտրված');
});
