import type { Database } from '../database/connection.ts';
import { valueStatement } from '../database/statements.ts';

/**
 * The next number of a series, as `2026-K2-00042`: year of taking in, replica code, sequence. Inside the caller's
 * transaction, so that a number is never given twice and never reused.
 */
export function nextNumber(db: Database, prefix: string, year: number, replicaCode: string): string {
  const series = `${prefix}${year}-${replicaCode}`;
  const sequence = valueStatement<[string], number>(
    db,
    'INSERT INTO number_series (series, next) VALUES (?, 2) ON CONFLICT (series) DO UPDATE SET next = next + 1 RETURNING next - 1',
  ).get(series);
  return `${series}-${String(sequence).padStart(5, '0')}`;
}
