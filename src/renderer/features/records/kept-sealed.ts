import { createContext } from 'react';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';

/** Whether a record is kept under the second key, as the core keeps it: of a source or a person confidential is enough. */
export const isKeptSealed = (kind: RecordKind, level: string | undefined): boolean =>
  level === 'sealed' || (level === 'confidential' && (kind === 'source' || kind === 'actor'));

interface Naming {
  /** What everybody reads names nothing that is sealed. Outside of an editor nothing is named. */
  readonly maySealed: boolean;
  /** Called when something sealed was chosen. */
  readonly onSealed?: () => void;
}

/** What the record that is being written may name. */
export const NamingContext = createContext<Naming>({ maySealed: true });
