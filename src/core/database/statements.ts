import type { Database, Statement } from './connection.ts';

const known = new WeakMap<Database, Map<string, Statement>>();

/**
 * A statement that is prepared once for each connection, and gone with it: for what runs for every file or row, where preparing
 * takes as long as running. Not to be iterated or changed (`pluck` and the like), as others have the same one.
 */
export function statement<Parameters extends unknown[] = unknown[], Row = unknown>(
  db: Database,
  sql: string,
): Statement<Parameters, Row> {
  return find(db, sql, sql, false) as Statement<Parameters, Row>;
}

/** The same, of which a row is the value of its first column. */
export function valueStatement<Parameters extends unknown[] = unknown[], Value = unknown>(
  db: Database,
  sql: string,
): Statement<Parameters, Value> {
  return find(db, `value ${sql}`, sql, true) as Statement<Parameters, Value>;
}

function find(db: Database, name: string, sql: string, isValue: boolean): Statement {
  const of = known.get(db) ?? new Map<string, Statement>();
  known.set(db, of);
  const found = of.get(name);
  if (found) return found;
  const made = db.prepare(sql);
  if (isValue) made.pluck();
  of.set(name, made);
  return made;
}
