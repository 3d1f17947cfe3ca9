import { expect, test } from 'vitest';
import { guessMapping } from '../../src/core/tables/map-columns.ts';
import { tableFields } from '../../src/shared/catalogue/table-fields.ts';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { hy } from '../../src/renderer/i18n/hy/index.ts';
import { ru } from '../../src/renderer/i18n/ru/index.ts';

test.each(Object.entries({ en, hy, ru }))(
  'a column of names that is headed as the window calls it is taken for them (%s)',
  (_, { tables }) => {
    const languages: Readonly<Record<string, string>> = tables.language;
    const fields = tableFields.place.map(({ id }) => id).filter((id) => id.startsWith('name-'));
    const headings = fields.map((id) =>
      tables.field.nameIn.replace('{language}', languages[id.replace('name-', '')] ?? ''),
    );
    expect(fields.length).toBeGreaterThan(3);
    expect(guessMapping('place', [tables.field.name, ...headings])).toEqual(['name', ...fields]);
  },
);
