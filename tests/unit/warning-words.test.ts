import { expect, test } from 'vitest';
import { warningCodes } from '../../src/shared/records/warning-codes.ts';
import { evidence as english } from '../../src/renderer/i18n/en/evidence.ts';
import { evidence as armenian } from '../../src/renderer/i18n/hy/evidence.ts';
import { evidence as russian } from '../../src/renderer/i18n/ru/evidence.ts';

test.each([english, armenian, russian])(
  'every warning of a reading has its words, and no word is of none',
  (words) => {
    for (const catalogue of [words.warning, words.warningShort])
      expect(Object.keys(catalogue).toSorted()).toEqual(warningCodes.toSorted());
  },
);
