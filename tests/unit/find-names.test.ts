import { expect, test } from 'vitest';
import { parts, spellings } from '../fixtures/name-spellings.ts';
import { nameFinder, withoutNames, type KnownName } from '../../src/core/people/find-names.ts';

const personal = (text: string): KnownName => ({ text, isPersonal: true });
const cut = (text: string, ...names: KnownName[]): string => withoutNames(text, nameFinder(names), '…');
const found = (text: string, ...names: KnownName[]): readonly boolean[] =>
  nameFinder(names)(text).map(({ isWhole }) => isWhole);

test('a name is found as it is written, inflected, and with its words the other way round', () => {
  const name = personal('Zarouhi Testimonyan');
  expect(cut('Then Zarouhi Testimonyan said so.', name)).toBe('Then … said so.');
  expect(cut('TESTIMONYAN, Zarouhi', name)).toBe('…');
  expect(cut('Zarouhi Testimonyan’s house', name)).toBe('… house');
  expect(cut('Զարուհի Թեստիմոնյանի տունը', personal('Զարուհի Թեստիմոնյան'))).toBe('… տունը');
});

test('a case that takes the place of the last letter of a word is met beside the rest of the name, and not alone', () => {
  const name = personal('Анна Сергеевна Тестимонова');
  for (const text of ['Анне Сергеевне Тестимоновой', 'Тестимонову Анну Сергеевну'])
    expect(cut(`сказали ${text} вчера`, name)).toBe('сказали … вчера');
  expect(cut('видели Игоря Тестимоняна', personal('Игорь Тестимонян'))).toBe('видели …');
  expect(cut('Զարուհու Թեստիմոնյանի տունը', personal('Զարուհի Թեստիմոնյան'))).toBe('… տունը');
  expect(found('Анне сказали', personal('Анна Тестимонян'))).toEqual([]);
  expect(found('Анны Петровой', personal('Анна Тестимонян'))).toEqual([]);
});

test('it is found in another script than it was given in', () => {
  const name = personal('Զարուհի Թեստիմոնյան');
  expect(cut('рассказала Заруи Тестимонян', name)).toBe('рассказала …');
  expect(cut('told by Zaruhi Testimonyan', name)).toBe('told by …');
});

test('one word of a personal name is told from the whole, and one of a title is nothing', () => {
  const name = personal('Zarouhi Testimonyan');
  expect(found('Zarouhi Testimonyan and Mr Testimonyan', name)).toEqual([true, false]);
  expect(found('the witness', { text: 'Witness of the bridge', isPersonal: false })).toEqual([]);
});

test('in the name of a file it is found, too', () => {
  const name = personal('Zarouhi Testimonyan');
  expect(cut('/media/zarouhi_testimonyan/ZarouhiTestimonyan-2.jpg', name)).toBe('/media/…/…-2.jpg');
});

test('what only begins alike or sounds alike in its own script is left alone', () => {
  expect(found('and another handsome annotation', personal('Ann'))).toEqual([]);
  expect(found('Marinated', personal('Marina'))).toEqual([true]);
  expect(found('a quiet street', personal('Qiat Sorit'))).toEqual([]);
  expect(found('', personal('Ann'))).toEqual([]);
});

test('a name and a text that no person wrote are looked through at once', () => {
  const [long, longer] = ['աբ'.repeat(250), 'աբգ'.repeat(4000)];
  expect(found(`${longer} ${long} ${longer}`, personal(long))).toEqual([true]);
  expect(found('Ann '.repeat(50_000), personal('Ann'))).toHaveLength(50_000);
  // Each of these is a beginning of what never ends.
  for (const one of ['a ', 'a-', 'Testi ', '<a ', '%61', '&#', 'x\u00ad', '-\n'])
    expect(found(one.repeat(50_000), personal('Zarouhi Testimonyan'))).toEqual([]);
});

test.each(Object.entries(spellings))('it is found with %s', (_, written) => {
  const name = personal('Qzxarouhi Wkvestimonyan');
  expect(found(written, name).length).toBeGreaterThan(0);
  expect(found(written, name)).not.toContain(false);
  expect(cut(`Then ${written} said so.`, name)).toMatch(/^Then .*…/su);
  expect(cut(written, name)).not.toMatch(/q.?z.?x|w.?k.?v|rouhi|monyan/iu);
});

test.each(Object.entries(parts))('one word of it is found with %s', (_, written) => {
  expect(found(written, personal('Qzxarouhi Wkvestimonyan'))).toEqual([false]);
});

test.each([
  ...[
    'Sarg\u00adsyan',
    'Sarg\u200bsyan',
    'Sarg\u200csyan',
    'Sarg\u200fsyan',
    'Sarg-syan',
    'Sarg-\nsyan',
    'S a r g s y a n',
  ],
  ...[
    'S.a.r.g.s.y.a.n',
    'Sаrgsyаn',
    'Ѕаrgѕуаn',
    'Caргcян',
    'Sarkisian',
    'Sarkissian',
    'Sarqisyan',
    'Sarkissyants',
  ],
  ...[
    'Саркисян',
    'Саркисяном',
    'Սարգսեան',
    'ՍԱՐԳՍՅԱՆԻ',
    'Սարգ-սյան',
    'Сарг-сян',
    'С а р г с я н',
    'МистерСаркисян',
  ],
  ...[
    'სარგსიანი',
    'სარქისიანი',
    'سركيسيان',
    'سارغسيان',
    'Σαρκισιάν',
    'סרגסיאן',
    'Ｓａｒｇｓｙａｎ',
    '𝐒𝐚𝐫𝐠𝐬𝐲𝐚𝐧',
  ],
  ...[
    'h.sargsyan@mail.example',
    'sargsyan1962',
    'mrsargsyan',
    "Sarg'syan",
    'Sa\u0301rgsyan',
    'Name <sargsyan@mail.example>',
  ],
])('a surname alone is found as %j', (written) => {
  expect(found(`Then ${written} said so.`, personal('Hovhannes Sargsyan'))).toEqual([false]);
});

test.each(['Անի Տեր', 'Անի Տերի', 'Ани Тер', 'ანი ტერ', 'AniTer', 'A n i T e r', 'ани_тер.jpg', 'ՏԵՐ ԱՆԻ'])(
  'a short name is found in another script: %s',
  (written) => {
    expect(found(`1. ${written}`, personal('Ani Ter'))).toEqual([true]);
  },
);

test('a name given in one script with letters of another, or in Arabic letters, is found as well', () => {
  expect(cut('Заруи Саркисян', personal('Заpуи Саpкиcян'))).toBe('…');
  expect(cut('told by Hovhannes Sargsyan', personal('هوفانيس سركيسيان'))).toBe('told by …');
});

test.each(['K-7', 'K7', 'K 7', 'К-7', 'Կ–7', 'Свидетель К-7', 'K\u00ad-7', '(К №7)'])(
  'a pseudonym with a number is found by that: %s',
  (written) => {
    expect(found(written, personal('Witness K-7'))).toEqual([false]);
    expect(found(written, { text: 'Witness K-7', isPersonal: false })).toEqual([false]);
  },
);

test('all of a pseudonym is told from its number, and another number is another pseudonym', () => {
  const name = personal('Witness K-7');
  expect(cut('Then witness K7 said so.', name)).toBe('Then … said so.');
  expect(found('K-7', personal('K-7'))).toEqual([true]);
  expect(found('K-77, BK-7, K-7a, in 7, k 7, M-7', name)).toEqual([]);
  expect(found('T-72', { text: 'The tank T-72 near the old bridge', isPersonal: false })).toEqual([]);
});

const people = [
  ...[
    'Hovhannes Sargsyan',
    'Ani Ter',
    'Zarouhi Testimonyan',
    'Ruben Martirosyan',
    'Levon Avetisyan',
    'Մարիամ Հակոբյան',
  ],
  ...[
    'Գևորգ Պետրոսյան',
    'Leyla Mammadova',
    'Мария Иванова',
    'Tom Reed',
    'Sona Karapetyan',
    'Vahe Davtyan',
    'Witness K-7',
  ],
].map(personal);

test.each([
  'On 7 May the church of the village was still whole; on the next day its roof and two of its three khachkars were gone.',
  'Any terrible thing that is said of it has to be shown: read the sworn statement, page 7, and the annex M-7.',
  'The sergeant asked an Armenian and a Georgian for a map and a pass, and they answered in their own languages.',
  'A tomb in red stone, marked, re-used as a threshold; see a-b-c, x/y/z and https://example.org/red-beds%20and%20more.',
  'Они терпели долго, а потом ушли в сторону леса. Том второй, страница 7, к 7 часам утра.',
  'Церковь стояла на холме; к северу от неё было кладбище, где сохранились хачкары с надписями.',
  'Եկեղեցին կանգնած էր բլրի վրա, իսկ հյուսիսում գերեզմանոցն էր՝ խաչքարերով և արձանագրություններով։',
  'Նրանք տեր էին իրենց տան, և ոչ ոք չգիտեր, թե ինչ է լինելու հաջորդ օրը։',
  'كانت الكنيسة قائمة على التل، وكانت المقبرة في الشمال مع الصلبان الحجرية.',
  'ეკლესია გორაკზე იდგა და სასაფლაო ჩრდილოეთით იყო.',
  'I saw a b c d e f g on the wall, and <b>the</b> <i>door</i> was open &amp; broken.',
])('what anybody writes names nobody: %s', (sentence) => {
  expect(nameFinder(people)(sentence).map(({ from, to }) => sentence.slice(from, to))).toEqual([]);
});
