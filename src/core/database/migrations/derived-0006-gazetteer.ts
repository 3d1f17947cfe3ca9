import type { Migration } from '../migrate.ts';

/** Places of the gazetteers in maps/, to be found by name and written on the map. */
export const gazetteer: Migration = {
  version: 6,
  sql: `
-- Which gazetteers are in the tables below, by map_file.uid: whole, because it is written last.
CREATE TABLE gazetteer (
  id       INTEGER PRIMARY KEY,
  uid      BLOB NOT NULL UNIQUE,
  is_whole INTEGER NOT NULL
) STRICT;

CREATE TABLE gazetteer_place (
  id           INTEGER PRIMARY KEY,
  gazetteer_id INTEGER NOT NULL,
  latitude     REAL NOT NULL,
  longitude    REAL NOT NULL,
  rank         INTEGER NOT NULL, -- from 0, the greatest
  radius       REAL NOT NULL,    -- metres
  population   INTEGER NOT NULL,
  names        TEXT NOT NULL     -- JSON: as written, the one that is shown first
) STRICT;
CREATE INDEX gazetteer_place_gazetteer ON gazetteer_place (gazetteer_id);

-- Position and rank at once: few of the places of a wide view are great enough to be written on it.
CREATE VIRTUAL TABLE gazetteer_box USING rtree (id, west, east, south, north, least, most);

-- Folded names of each place, parted as in item_text; rowid is the place's id.
CREATE VIRTUAL TABLE gazetteer_text USING fts5 (
  names, content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
);

-- Words of the names, by how they sound.
CREATE TABLE gazetteer_word (
  id       INTEGER PRIMARY KEY,
  sounds   TEXT NOT NULL,
  word     TEXT NOT NULL,    -- folded
  is_plain INTEGER NOT NULL, -- 1: of the letters a to z alone
  UNIQUE (sounds, word)
) STRICT;
`,
};
