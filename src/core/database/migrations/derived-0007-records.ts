import type { Migration } from '../migrate.ts';

/** Search text of places, incidents, people and other records. */
export const recordText: Migration = {
  version: 7,
  sql: `
-- Folded as item_text is; rowid is the record's id.
CREATE VIRTUAL TABLE record_text USING fts5 (
  names, text, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE indexed_record_word USING fts5vocab (record_text, 'row');
-- Up to which revision (its row) record_text is filled.
ALTER TABLE state ADD COLUMN last_revision INTEGER NOT NULL DEFAULT 0;
`,
};
