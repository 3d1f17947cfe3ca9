import { z } from 'zod';

/** Verdicts and findings of verification (docs/formats/package.md). Findings are values, never exceptions. */

export const outcomes = ['verified', 'failed', 'not-checked'] as const;
export const outcome = z.enum(outcomes);

export const problems = [
  'changed', // bytes differ from a recorded hash
  'missing', // recorded, and not there
  'unexpected', // there, and not recorded
  'unreadable', // there, and the system refuses to read it
  'blocked', // there, and other software keeps it from being read
  'malformed', // breaks the clause of the format that `detail` names
  'unsafe', // a path that leaves the bag, a link, a bomb: nothing was read there
  'rewritten', // the custody log is not the one that was signed
  'disposed', // destroyed on purpose; `detail` names the event
  'not-checked', // `detail` says why
  'warning', // allowed, and worth knowing
] as const;

export const finding = z.object({
  /** Relative to what was checked, `/` separated; empty for the whole. */
  path: z.string(),
  problem: z.enum(problems),
  detail: z.string(),
});

export const check = z.object({
  check: z.enum([
    'structure',
    'payload',
    'tags',
    'signature',
    'time-stamp',
    'custody',
    'catalogue',
    'keys',
    'originals',
  ]),
  outcome,
  reason: z.string(),
});

export const verification = z.object({
  kind: z.enum(['package', 'bag', 'archive', 'backup', 'file']),
  verdict: outcome,
  checks: z.array(check).readonly(),
  findings: z.array(finding).readonly(),
  filesChecked: z.int().nonnegative(),
  bytesChecked: z.int().nonnegative(),
});

export type Outcome = z.infer<typeof outcome>;
export type Problem = (typeof problems)[number];
export type Finding = z.infer<typeof finding>;
export type Check = z.infer<typeof check>;
export type Verification = z.infer<typeof verification>;

/** What is only worth knowing, and what was destroyed on purpose, does not make a check fail. */
export function isFailure({ problem }: Pick<Finding, 'problem'>): boolean {
  return problem !== 'warning' && problem !== 'disposed';
}

/** The whole failed if any check failed; a check that could not be made does not lower the others. */
export function verdictOf(checks: readonly Check[]): Outcome {
  if (checks.some((entry) => entry.outcome === 'failed')) return 'failed';
  return checks.some((entry) => entry.outcome === 'verified') ? 'verified' : 'not-checked';
}
