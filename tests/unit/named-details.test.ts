import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detailIn, fieldIn } from '../../src/renderer/i18n/named-details.ts';
import { reasons as armenian } from '../../src/renderer/i18n/hy/reasons.ts';
import { reasons as russian } from '../../src/renderer/i18n/ru/reasons.ts';
import { sentences } from '../../src/shared/sentences/english.ts';
import { reasons, type ReasonCode } from '../../src/shared/sentences/reasons.ts';
import { recogniseReason, render } from '../../src/shared/sentences/recognise.ts';
import linkTypes from '../../resources/vocabularies/link-types.json' with { type: 'json' };
import { readContent } from '../../src/core/records/content.ts';
import { shape } from '../../src/renderer/i18n/en/shape.ts';
import type { RecordKind } from '../../src/shared/catalogue/kinds.ts';
import { shippedVocabularies } from '../../src/shared/catalogue/vocabularies.ts';
import { isAppError } from '../../src/shared/errors/app-error.ts';
import { ORPCError } from '@orpc/contract';
import { codedFailure } from '../../src/shared/binding/failures.ts';
import { composedSentences } from '../helpers/composed-sentences.ts';
import { refusalReasons } from '../helpers/refusal-reasons.ts';

const core = join(import.meta.dirname, '../../src/core');
const texts = readdirSync(core, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(core, name), 'utf8'));

const found = (literal: RegExp): Set<string> =>
  new Set(texts.flatMap((text) => [...text.matchAll(literal)].map(([, word = '']) => word)));

/** The command line is not among them: it speaks English. */
const said = refusalReasons(['src/core', 'src/main/browser', 'src/shared/catalogue', 'src/renderer/host']);
/** What only begins a sentence that another part ends, a code, and what a programmer gave wrongly. */
const parts = new Set(['catalogue.db: 7', '7: 7', 'misbehaved', 'not 7 bytes']);
const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
const codes = Object.keys(reasons) as ReasonCode[];

test.each(['hy', 'ru'])('what a failure names is named in the language of the window (%s)', (language) => {
  const kinds = found(/AppError\('(?:not-found|ambiguous)', \{ kind: '([^']+)'/g);
  expect(kinds).toContain('item');
  for (const kind of [...kinds, 'passphrase', 'recovery words', 'office key'])
    expect(detailIn(language, 'kind', kind), kind).not.toMatch(/[a-z]/i);
  const states = found(/AppError\('item-hidden', \{[^}]*state: '([^']+)'/g);
  expect(states).toContain('hidden');
  for (const state of [...states, 'withdrawn', 'quarantined', 'handed over'])
    expect(detailIn(language, 'state', state), state).not.toMatch(/[a-z]/i);
});

test('every reason that the program gives for a failure is known', () => {
  const lineage = composedSentences('src/core/backup').filter(({ file }) => file.endsWith('/lineage.ts'));
  expect(lineage).toHaveLength(2);
  expect(said.length).toBeGreaterThan(120);
  const given = [...said, ...lineage].filter(({ text }) => !parts.has(text));
  expect(given.filter(({ text }) => recogniseReason(text) === null)).toEqual([]);
});

test('every known reason is given somewhere', () => {
  const given = new Set([...said, ...composedSentences('src/core/backup')].map(({ text }) => text));
  for (const code of codes) {
    const text = reasons[code].replace(/\{\w+\}/g, '7');
    expect(given.has(text), text).toBe(true);
  }
});

test('a reason is recognised as what it is, with what it was filled with', () => {
  expect(codes.filter((code) => code in sentences)).toEqual([]);
  const inner = { code: 'was-cut-off', parameters: {} } as const;
  for (const code of codes) {
    const names = places(reasons[code]).map((place) => place.slice(1, -1));
    const parameters = Object.fromEntries(
      names.map((name, index) => [name, name === 'sentence' ? inner : String(index + 7)]),
    );
    const text = render<ReasonCode>({ code, parameters }, reasons);
    expect(recogniseReason(text), text).toEqual({ code, parameters });
  }
});

describe.each([
  ['hy', armenian, /\p{Script=Armenian}|—/u],
  ['ru', russian, /\p{Script=Cyrillic}|—/u],
] as const)('in %s', (language, own, script) => {
  test('a reason has words of the language, and every place of the English one', () => {
    for (const code of codes) {
      expect(own[code], code).toMatch(script);
      expect(own[code], code).not.toMatch(/[a-z]{2,} [a-z]{2,}/);
      expect(places(own[code]), code).toEqual(places(reasons[code]));
      expect(/[.։]$/.test(own[code]), code).toBe(reasons[code].endsWith('.'));
    }
  });

  test('what a verification found is told within, and kinds are named', () => {
    const told = detailIn(language, 'reason', 'data/salt and pepper.jpg: its bytes do not match sha256');
    expect(told).toMatch(/^data\/salt and pepper\.jpg — /);
    expect(told.slice(27)).toMatch(script);
    expect(told).not.toMatch(/match/);
    const odd = 'data/a: b.jpg: its bytes do not match sha256';
    expect(detailIn(language, 'reason', odd)).toBe(odd);
    for (const { id } of linkTypes.terms)
      expect(detailIn(language, 'reason', `"${id}" does not lead from item to place`), id).not.toMatch(
        /[a-z]/i,
      );
    const roles = Object.keys(shape.role).filter((role) => role !== 'recto' && role !== 'verso');
    expect(roles).toContain('page');
    for (const role of roles)
      expect(detailIn(language, 'reason', `a sidecar cannot become a ${role}`), role).not.toMatch(/[a-z{}]/i);
    for (const { id } of shippedVocabularies)
      expect(detailIn(language, 'vocabulary', id), id).not.toMatch(/^[a-z-]+$/);
    expect(detailIn(language, 'vocabulary', 'constructor')).toBe('constructor');
  });

  test('what a system says stays as it is, also where it names a place to fill', () => {
    for (const text of ['EIO: i/o error, write', 'catalogue.db: database disk image is malformed'])
      expect(detailIn(language, 'reason', text)).toBe(text);
    const odd = detailIn(language, 'reason', 'It is no package of Stele: {reason} $t(x) is missing.');
    expect(odd).toContain('{reason} $t(x)');
    expect(detailIn(language, 'path', 'missing')).toBe('missing');
  });
});

test('in English a reason is what the core said', () => {
  expect(detailIn('en', 'reason', 'it was cut off')).toBe('it was cut off');
});

const id = '019a8c6e-0000-7000-8000-000000000000';

test('of what a schema refuses no word of its library is told, in any language', () => {
  const refused: string[] = [];
  const given: readonly (readonly [RecordKind, unknown])[] = [
    ['place', { names: [{ text: 'x' }], none: 'x' }],
    ['place', { names: 'Noravank' }],
    ['place', {}],
    ['place', 'x'],
    ['place', { names: [{ text: 'x'.repeat(100_000) }] }],
    ['place', { names: Array.from({ length: 5000 }, () => ({ text: 'x' })) }],
    ['place', { names: [{ text: 'x', script: 'armenian' }] }],
    ['place', { geometry: { type: 'Point', coordinates: [200, 0] }, names: [{ text: 'x' }] }],
    ['text', { of: id, kind: 'x', text: 'x', part: { page: 0 } }],
    ['text', { of: id, kind: 'x', text: 'x', part: { page: 1_000_000 } }],
    ['text', { of: id, kind: 'x', text: 'x', isByMachine: 'yes' }],
    ['text', { of: 'x', kind: 'x', text: 'x' }],
    ['text', { of: id, kind: 'x', text: 5 }],
    ['claim', { statement: 'x', riskFactors: Array.from({ length: 15 }, () => 'x') }],
  ];
  for (const [kind, content] of given)
    try {
      readContent(kind, content);
    } catch (error) {
      if (!isAppError(error)) throw error;
      refused.push(String(error.details.reason));
    }
  expect(refused).toHaveLength(given.length);
  const told = refused.map((reason) => recogniseReason(reason)?.code);
  for (const code of [
    ...(['no-such-member', 'other-kind-of-value', 'value-missing', 'none-of-those', 'too-many'] as const),
    ...(['less-than', 'more-than', 'too-long', 'not-understood'] as const),
  ])
    expect(told).toContain(code);
  for (const reason of refused)
    for (const language of ['hy', 'ru'])
      expect(detailIn(language, 'reason', reason), reason).not.toMatch(/[a-z]/i);
});

test('what the contract refuses is told in the language of the window', () => {
  const refused = (data: unknown): string =>
    String(codedFailure(new ORPCError('BAD_REQUEST', { data })).details.message);
  const member = refused({ issues: [{ path: ['changes', 'title'] }] });
  expect(detailIn('en', 'message', member)).toBe('"changes.title" cannot be used.');
  expect(detailIn('ru', 'message', member)).toBe('«Название»: не принимается.');
  for (const language of ['hy', 'ru']) {
    expect(detailIn(language, 'message', member)).not.toMatch(/[a-z]/i);
    expect(detailIn(language, 'message', refused({}))).not.toMatch(/[a-z]/i);
    expect(detailIn(language, 'message', 'EIO')).toBe('EIO');
  }
});

test('a member that is refused is called as its form calls it', () => {
  expect(fieldIn('en', 'captured')).toBe('“Date”');
  expect(fieldIn('hy', 'names.0.text')).toBe('«Անվանումներ»');
  expect(fieldIn('ru', 'title')).toBe('«Название»');
  expect(fieldIn('ru', 'claim')).toBe('«утверждение»');
  expect(fieldIn('ru', 'none-such.1')).toBe('none-such.1');
});
