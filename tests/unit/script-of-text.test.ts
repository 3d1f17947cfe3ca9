import { expect, test } from 'vitest';
import { isMostlyArmenian } from '../../src/renderer/components/script-of-text.ts';

test('a text is drawn as what most of its letters are', () => {
  expect(isMostlyArmenian('Եկեղեցու պատը, 1905 թ․, քանդված է։')).toBe(true);
  expect(isMostlyArmenian('Церковь Սուրբ Աստվածածին разрушена до основания')).toBe(false);
  expect(isMostlyArmenian('The west wall of Ջուղա')).toBe(true);
  expect(isMostlyArmenian('')).toBe(false);
});
