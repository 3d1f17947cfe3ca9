import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kindIn } from '../../src/renderer/i18n/named-kinds.ts';

const core = join(import.meta.dirname, '../../src/core');
const texts = readdirSync(core, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(core, name), 'utf8'));
const literal = /AppError\('(?:not-found|ambiguous)', \{ kind: '([^']+)'/g;
const kinds = new Set(texts.flatMap((text) => [...text.matchAll(literal)].map(([, kind = '']) => kind)));

test.each(['hy', 'ru'])('what a failure names is named in the language of the window (%s)', (language) => {
  expect(kinds).toContain('item');
  for (const kind of [...kinds, 'passphrase', 'recovery words', 'office key'])
    expect(kindIn(language, kind), kind).not.toMatch(/[a-z]/i);
});
