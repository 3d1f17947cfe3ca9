import { expect, test } from 'vitest';
import { isRevealable } from '../../src/main/desktop/revealable.ts';

const share = String.raw`\\office\cases`;

test.each([
  [String.raw`C:\cases\one.zip`, true],
  ['d:/cases', true],
  [String.raw`\\office\cases\one.zip`, false],
  ['//office/cases/one.zip', false],
  [String.raw`\/office\cases`, false],
  [String.raw`\\?\UNC\office\cases`, false],
  [String.raw`\\?\C:\cases`, false],
  [String.raw`\\.\PhysicalDrive0`, false],
  [String.raw`\??\UNC\office\cases`, false],
  [String.raw`\cases`, false],
  ['C:cases', false],
  ['NUL', false],
])('on Windows a page may have shown %s: %s', (path, may) => {
  expect(isRevealable(path, [], 'win32')).toBe(may);
});

test('what the person picked on a share, and what lies in it, may be shown; its neighbours may not', () => {
  const may = (path: string): boolean => isRevealable(path, ['C:\\', share], 'win32');
  expect(may(share)).toBe(true);
  expect(may(String.raw`\\OFFICE\cases\2026\one.zip`)).toBe(true);
  expect(may('//office/cases/one.zip')).toBe(true);
  expect(may(String.raw`\\office\cases2`)).toBe(false);
  expect(may(String.raw`\\office\other`)).toBe(false);
  expect(may(String.raw`\\elsewhere\cases`)).toBe(false);
  expect(may(String.raw`\\office\cases\..\..\..\elsewhere`)).toBe(true);
  expect(may(String.raw`\??\UNC\office\cases`)).toBe(false);
  expect(may('cases')).toBe(false);
});

test('elsewhere a name connects to nothing', () => {
  expect(isRevealable('//office/cases', [], 'linux')).toBe(true);
  expect(isRevealable('/home/cases', [], 'darwin')).toBe(true);
});
