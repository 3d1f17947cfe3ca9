import { z } from 'zod';
import { findingKind } from '../records/finding.ts';
import { common, line, prose, reference } from './parts.ts';

/** That somebody looked into a finding and put it aside. Taken away, or when the facts are others, it is a finding again. */
export const dismissal = z.strictObject({
  finding: findingKind,
  /** Which one of the kind, and what it rested on. */
  key: line,
  facts: line,
  about: z.array(reference).max(100).optional(),
  reason: prose,
  ...common,
});

export type Dismissal = z.infer<typeof dismissal>;
