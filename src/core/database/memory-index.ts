import BetterSqlite from 'better-sqlite3';

/** A full-text index that never touches a disk. */
export interface MemoryIndex {
  add(id: number, text: string): void;
  /** Ids that fit an FTS5 query, in ascending order. */
  match(query: string): readonly number[];
  close(): void;
}

export function openMemoryIndex(): MemoryIndex {
  const db = new BetterSqlite(':memory:');
  db.pragma('temp_store = MEMORY');
  db.exec("CREATE VIRTUAL TABLE sealed USING fts5 (text, tokenize = 'unicode61 remove_diacritics 0')");
  const insert = db.prepare<[number, string]>('INSERT INTO sealed (rowid, text) VALUES (?, ?)');
  const select = db
    .prepare<[string], number>('SELECT rowid FROM sealed WHERE sealed MATCH ? ORDER BY rowid')
    .pluck();
  return {
    add: (id, text) => void insert.run(id, text),
    match: (query) => select.all(query),
    close: () => db.close(),
  };
}
