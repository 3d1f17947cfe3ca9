import type { RecordKind } from './kinds.ts';

/** Whether a record of this level is kept under the second key, whole: of a source or a person confidential is enough. */
export function isKeptSealed(kind: RecordKind, level: string | undefined): boolean {
  return level === 'sealed' || (level === 'confidential' && (kind === 'source' || kind === 'actor'));
}
