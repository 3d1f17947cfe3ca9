import { createContext } from 'react';

interface Naming {
  /** What everybody reads names nothing that is sealed. Outside of an editor nothing is named. */
  readonly maySealed: boolean;
  /** Called when something sealed was chosen. */
  readonly onSealed?: () => void;
}

/** What the record that is being written may name. */
export const NamingContext = createContext<Naming>({ maySealed: true });
