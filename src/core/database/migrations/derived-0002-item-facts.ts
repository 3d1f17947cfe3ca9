import type { Migration } from '../migrate.ts';

/** What lists of items are put in order and narrowed by, so that a million of them are ordered by an index. */
export const itemFacts: Migration = {
  version: 2,
  sql: `
-- Up to which file item_facts is filled; it may lag behind last_file where this came later than the rest.
ALTER TABLE state ADD COLUMN last_facts INTEGER NOT NULL DEFAULT 0;

CREATE TABLE item_facts (
  item_id  INTEGER PRIMARY KEY,
  captured INTEGER,       -- milliseconds since 1970 of the earliest wall clock it can mean, as if it were UTC; NULL: undated
  number   TEXT NOT NULL, -- last digits padded, so that it sorts as text
  title    TEXT NOT NULL  -- folded, digits padded, cut
) STRICT;
CREATE INDEX item_facts_captured ON item_facts (captured);
CREATE INDEX item_facts_number ON item_facts (number);
CREATE INDEX item_facts_title ON item_facts (title);

CREATE TABLE camera (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE item_camera (
  camera_id INTEGER NOT NULL,
  item_id   INTEGER NOT NULL,
  PRIMARY KEY (camera_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_camera_item ON item_camera (item_id);
`,
};
