import { expect, test } from 'vitest';
import { nameText, nameTexts } from '../../src/main/cli/names.ts';
import { visible } from '../../src/main/cli/output.ts';

const bytes = (...parts: (string | number)[]): { text: string; bytes: string } => {
  const buffer = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))),
  );
  return { text: buffer.toString('utf8'), bytes: buffer.toString('base64') };
};

test.each([
  ['plain.jpg', 'plain.jpg'],
  ['Կոթող 3.jpg', 'Կոթող 3.jpg'],
  ['C:\\users\\xenia', 'C:\\users\\xenia'],
  ['new\nline', 'new\\u{000a}line'],
  ['new\\u{000a}line', 'new\\u{005c}u{000a}line'],
  ['\\xff', '\\u{005c}xff'],
  ['a\u202egpj', 'a\\u{202e}gpj'],
  ['a\u00a0b', 'a\\u{00a0}b'],
  ['a\u{e0041}b', 'a\\u{e0041}b'],
  ['\u3164', '\\u{3164}'],
  ['trailing ', '"trailing "'],
  [' leading', '" leading"'],
  ['two  spaces', '"two  spaces"'],
  ['', '""'],
  ['"quoted"', '""quoted""'],
])('%j is shown as %s', (name, shown) => {
  expect(nameText({ text: name })).toBe(shown);
});

test('bytes that are not UTF-8 are shown, and differ from the character that stands for them', () => {
  expect(nameText(bytes(0xff, '.b', 0xe2, 0x82, 'é\n'))).toBe('\\xff.b\\xe2\\x82é\\u{000a}');
  expect(nameText(bytes(0xff))).not.toBe(nameText(bytes(0xfe)));
  expect(nameText({ text: '\ufffd' })).toBe('\ufffd');
  expect(nameText(bytes('\\xfe', 0xff))).toBe('\\u{005c}xfe\\xff');
});

test('names that look alike in one list show what they are made of; alone they are left as they are', () => {
  expect(nameTexts([{ text: 'caf\u00e9' }, { text: 'cafe\u0301' }, { text: 'И\u0306' }])).toEqual([
    'caf\u00e9',
    'cafe\\u{0301}',
    'И\u0306',
  ]);
  expect(nameTexts([{ text: '🏛' }, { text: '🏛\ufe0f' }])).toEqual(['🏛', '🏛\\u{fe0f}']);
});

test('no two short texts of awkward characters come out the same', () => {
  const letters = ['\\', 'u', '{', '0', 'a', '}', 'x', '"', ' ', '\n'];
  const seen = new Map<string, string>();
  const texts = letters.flatMap((one) => letters.flatMap((two) => letters.map((three) => one + two + three)));
  for (const text of [...texts, '\\u{000a}', '\n', '\\u{005c}', '\\', '\\u{005c}u{000a}']) {
    const shown = nameText({ text });
    expect(seen.get(shown) ?? text).toBe(text);
    seen.set(shown, text);
    expect(visible(text)).not.toMatch(/\n/);
  }
});
