import { expect, test } from 'vitest';
import { errorTexts } from '../../src/shared/errors/texts.ts';
import { fill } from '../../src/shared/errors/app-error.ts';
import { detailIn } from '../../src/renderer/i18n/named-details.ts';
import { errorTextsIn } from '../../src/renderer/i18n/errors.ts';

const places = (text: object): string[] => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])];

test.each(['en', 'hy', 'ru'])('failures in %s fill no place that their details do not have', (language) => {
  for (const [code, text] of Object.entries(errorTextsIn(language))) {
    const known = places(errorTexts[code as keyof typeof errorTexts]);
    expect(
      places(text).filter((place) => !known.includes(place)),
      code,
    ).toEqual([]);
  }
});

test.each(['en', 'hy', 'ru'])(
  'no failure in the window sends anybody to a flag of the command line (%s)',
  (language) => {
    for (const [code, { action }] of Object.entries(errorTextsIn(language)))
      expect(action, code).not.toMatch(/ --[a-z]/);
  },
);

test.each([
  ['passphrase', 'Парольная фраза не подошла'],
  ['recovery words', 'Слова восстановления не подошли'],
  ['office key', 'Ключ офиса не подошёл'],
])('in Russian a wrong %s is said as a sentence', (kind, said) => {
  const { title } = errorTextsIn('ru')['key-wrong'];
  expect(fill(title, { kind: detailIn('ru', 'kind', kind), path: '/a.stele' })).toBe(
    `${said}: архив /a.stele остаётся закрытым.`,
  );
});
