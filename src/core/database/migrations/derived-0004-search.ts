import type { Migration } from '../migrate.ts';

/** Search by field, over every value of metadata, and by how names sound. The search text of all items is made anew. */
export const search: Migration = {
  version: 4,
  sql: `
DROP TABLE item_text;
-- Folded text of each item (core/search), its values parted by a letter that nobody writes; rowid is the item's id.
CREATE VIRTUAL TABLE item_text USING fts5 (
  number, title, description, tag, name, camera, place, content, other, metadata,
  content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
);
-- Every word that is in it.
CREATE VIRTUAL TABLE indexed_word USING fts5vocab (item_text, 'row');

-- Words of letters in what was said and in names, by how they sound (core/search/sounds.ts).
CREATE TABLE word (
  id       INTEGER PRIMARY KEY,
  word     TEXT NOT NULL,    -- folded; parts of one with an apostrophe, which the index has apart, joined by spaces
  sounds   TEXT NOT NULL,
  is_plain INTEGER NOT NULL, -- 1: of the letters a to z alone
  UNIQUE (word, sounds)
) STRICT;

-- What documents say, as far as it is searched.
CREATE TABLE document_text (
  file_id INTEGER PRIMARY KEY,
  text    TEXT NOT NULL
) STRICT;

-- Up to which file item_text is filled.
ALTER TABLE state ADD COLUMN last_text INTEGER NOT NULL DEFAULT 0;
`,
};
