import type { AnyPath } from '../../shared/contract/common.ts';

/** A path for people; bytes that are no UTF-8 become the mark of what cannot be read. */
export function readablePath(path: AnyPath): string {
  if ('text' in path) return path.text;
  const bytes = Uint8Array.from(atob(path.bytes), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
