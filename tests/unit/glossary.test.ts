import { describe, expect, test } from 'vitest';
import { draftTerms } from '../../src/renderer/features/about/draft-terms.ts';
import { errorTextsIn } from '../../src/renderer/i18n/errors.ts';
import { hy } from '../../src/renderer/i18n/hy/index.ts';
import { ru } from '../../src/renderer/i18n/ru/index.ts';
import { reasons as armenianReasons } from '../../src/renderer/i18n/hy/reasons.ts';
import { reasons as russianReasons } from '../../src/renderer/i18n/ru/reasons.ts';
import { sentences as armenianSentences } from '../../src/renderer/i18n/hy/sentences.ts';
import { sentences as russianSentences } from '../../src/renderer/i18n/ru/sentences.ts';

function texts(part: unknown, place = ''): [string, string][] {
  if (typeof part === 'string') return [[place, part]];
  return Object.entries(part as object).flatMap(([name, inner]) => texts(inner, `${place}.${name}`));
}

const armenian = texts([hy, armenianSentences, armenianReasons, errorTextsIn('hy')]);
const russian = texts([ru, russianSentences, russianReasons, errorTextsIn('ru')]);
const standing = (all: [string, string][], words: RegExp): [string, string][] =>
  all.filter(([, text]) => words.test(text));

/** domain.md, section 7: words that say something else in court. */
describe('a word that stands for something else in court stands nowhere', () => {
  test.each([
    ['custody as guardianship', /խնամակալ/iu],
    ['exhibit as material evidence', /իրեղեն/iu],
    ['claim as a lawsuit', /հայց/iu],
    ['killing of captives as an execution', /մահապատ/iu],
    ['bytes as having been checked, whatever came of it', /ստուգված/iu],
  ])('Armenian: %s', (_, words) => {
    expect(standing(armenian, words)).toEqual([]);
  });

  test.each([
    ['custody as guardianship or arrest', /опек|страж|(?<!\p{L})арест/iu],
    ['exhibit as material evidence', /вещественн/iu],
    ['claim as a lawsuit', /(?<!\p{L})иск(?:а|у|ом|е|и|ов|овое)?(?!\p{L})/iu],
    ['killing of captives as an execution', /казн/iu],
    ['bytes as having been checked, whatever came of it', /(?<!\p{L})проверен[аоы]?(?!\p{L})/iu],
  ])('Russian: %s', (_, words) => {
    expect(standing(russian, words)).toEqual([]);
  });
});

test('what verification says is said in the words of the field', () => {
  expect(hy.verify.outcomes).toEqual({
    verified: 'համընկնում է',
    failed: 'չի համընկնում',
    'not-checked': 'չի ստուգվել',
  });
  expect(ru.verify.outcomes).toEqual({
    verified: 'совпадает',
    failed: 'не совпадает',
    'not-checked': 'не проверялось',
  });
  expect([hy.verify.signatures.verified, hy.verify.signatures.failed]).toEqual(['վավեր է', 'վավեր չէ']);
  expect([ru.verify.signatures.verified, ru.verify.signatures.failed]).toEqual([
    'действительна',
    'недействительна',
  ]);
  expect([hy.evidence.title, ru.evidence.title]).toEqual(['Նյութեր', 'Материалы']);
  expect([hy.custody.title, ru.custody.title]).toEqual(['Պահպանման շղթա', 'Цепочка хранения']);
});

/** Endings change with the case; the stem of each word has to be there. */
const stems = (term: string): string[] =>
  term
    .toLowerCase()
    .split(' ')
    .map((word) => word.slice(0, Math.max(4, word.length - 3)));

test('every term that About names as a draft is one that the texts use', () => {
  const uses = (all: [string, string][], term: string): boolean =>
    all.some(
      ([place, text]) =>
        !place.includes('.about.') && stems(term).every((stem) => text.toLowerCase().includes(stem)),
    );
  const unused = Object.values(draftTerms)
    .flat()
    .flatMap(([, own, other]) => [
      ...(uses(armenian, own) ? [] : [own]),
      ...(uses(russian, other) ? [] : [other]),
    ]);
  expect(unused).toEqual([]);
});
