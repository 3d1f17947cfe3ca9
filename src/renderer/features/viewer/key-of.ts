/**
 * The key that is meant, as it is called on a Latin keyboard: on Armenian and Cyrillic ones, and where digits take Shift, the
 * place of a key counts. Letters come in lower case, with Shift in upper case.
 */
export function keyOf({
  key,
  code,
  shiftKey,
}: {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
}): string {
  // Whatever is typed with Latin letters, or names a key, means itself.
  if (key.length > 1 || /^[a-z0-9+=?-]$/i.test(key)) return key;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  const [, digit] = /^Digit(\d)$/.exec(code) ?? [];
  if (digit !== undefined && !shiftKey) return digit;
  if (code === 'Slash' && shiftKey) return '?';
  if (code === 'Equal') return '+';
  return code === 'Minus' ? '-' : key;
}
