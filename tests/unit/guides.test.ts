import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { hy } from '../../src/renderer/i18n/hy/index.ts';
import { ru } from '../../src/renderer/i18n/ru/index.ts';

/** Every message of a catalogue, however deep it lies. */
function* messages(part: object): Generator<string> {
  for (const value of Object.values(part) as unknown[]) {
    if (typeof value === 'string') yield value;
    else if (typeof value === 'object' && value !== null) yield* messages(value);
  }
}

test.each(Object.entries({ en, hy, ru }))(
  'the guide to a day in the field names buttons as they are on the screen (%s)',
  (language, catalogue) => {
    const guide = readFileSync(
      new URL(`../../docs/guides/field-day.${language}.md`, import.meta.url),
      'utf8',
    );
    const known = new Set(messages(catalogue));
    const [, ...named] = [...guide.replace(/\s+/g, ' ').matchAll(/\*\*(.+?)\*\*/g)].map(
      ([, name]) => name ?? '',
    );
    // The first says that bold words stand on the screen; one other, at the beginning, is a heading.
    const [heading, ...buttons] = named;
    expect(heading).toBeTruthy();
    expect(buttons.length).toBeGreaterThan(15);
    expect(buttons.filter((name) => !known.has(name))).toEqual([]);
  },
);
