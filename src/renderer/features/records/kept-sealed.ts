import { createContext } from 'react';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';

/** Whether a record is kept under the second key, as the core keeps it: of a source or a person confidential is enough. */
export const isKeptSealed = (kind: RecordKind, level: string | undefined): boolean =>
  level === 'sealed' || (level === 'confidential' && (kind === 'source' || kind === 'actor'));

/** Whether what is being written may name what is sealed: what everybody reads may not. Outside of an editor nothing is named. */
export const NamesSealed = createContext(true);
