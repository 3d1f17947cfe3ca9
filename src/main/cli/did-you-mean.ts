import { nearest } from '../../shared/nearest.ts';

/** ` (did you mean "…"?)`, or nothing. */
export function didYouMean(given: string, known: readonly string[], prefix = ''): string {
  const name = nearest(given, known);
  return name === null ? '' : ` (did you mean "${prefix}${name}"?)`;
}
