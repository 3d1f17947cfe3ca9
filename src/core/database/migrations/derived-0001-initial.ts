import type { Migration } from '../migrate.ts';

/** derived.db: nothing here is evidence, all of it can be rebuilt from originals and catalogue. */
export const initialDerived: Migration = {
  version: 1,
  sql: `
-- Which catalogue this was derived from, and up to which file: it may lag behind after a crash, and is caught up.
CREATE TABLE state (
  archive_uid BLOB NOT NULL,
  last_file   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE thumbnail (
  file_id    INTEGER PRIMARY KEY,
  media_type TEXT NOT NULL,
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  bytes      BLOB NOT NULL
) STRICT;

-- Folded text of each item (core/catalogue/search.ts); rowid is the item's id.
CREATE VIRTUAL TABLE item_text USING fts5 (text, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0');
`,
};
