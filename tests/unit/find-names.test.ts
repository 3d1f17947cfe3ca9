import { expect, test } from 'vitest';
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
});
