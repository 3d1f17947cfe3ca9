import { expect, test } from 'vitest';
import { canonicalize, NotCanonicalError, parseCanonical } from '../../../src/verifier/custody/canonical.ts';

test('the string and literals of RFC 8785 §3.2.2 come out as published', () => {
  const value = { string: '€$\u000F\nA\'B"\\\\"/', literals: [null, true, false] };
  const published = `{"literals":[null,true,false],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`;
  expect(canonicalize(value)).toBe(published);
});

test('keys are sorted by code unit, at every depth', () => {
  expect(canonicalize({ b: 1, a: { Z: [], '1': 0, A: {} } })).toBe('{"a":{"1":0,"A":{},"Z":[]},"b":1}');
});

test('control characters are escaped as RFC 8785 §3.2.2.2 says, everything else stands as it is', () => {
  expect(canonicalize('\b\t\n\f\r\u0000\u001f\u007f é\u2028')).toBe(
    '"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f é\u2028"',
  );
});

test.each([
  ['a fraction', 0.5],
  ['an integer of 2^53', 2 ** 53],
  ['an infinity', Infinity],
  ['a lone surrogate', 'a\ud800'],
  ['a key that is not ASCII', { é: 1 }],
  ['undefined', { a: undefined }],
  ['a hole', Array(1)],
  ['a date', new Date(0)],
  ['a bigint', 1n],
])('%s is refused', (_, value) => {
  expect(() => canonicalize(value)).toThrow(NotCanonicalError);
});

test('the extremes of what is allowed are allowed', () => {
  expect(canonicalize([2 ** 53 - 1, -(2 ** 53) + 1, -0])).toBe('[9007199254740991,-9007199254740991,0]');
});

test('nesting without end is refused, and does not exhaust the stack', () => {
  expect(parseCanonical('['.repeat(100_000) + ']'.repeat(100_000))).toBeNull();
});

test.each([
  ['a repeated key', '{"a":1,"a":1}'],
  ['keys out of order', '{"b":1,"a":1}'],
  ['white space', '[1, 2]'],
  ['another spelling of a number', '[1e0]'],
  ['another spelling of a string', '["\\u0041"]'],
  ['trailing bytes', '[1]\n'],
  ['no JSON', '[1'],
])('a text with %s is not canonical', (_, text) => {
  expect(parseCanonical(text)).toBeNull();
});

test('a canonical text gives its value back', () => {
  expect(parseCanonical('{"__proto__":1,"a":[null]}')?.value).toEqual(
    JSON.parse('{"__proto__":1,"a":[null]}'),
  );
});
