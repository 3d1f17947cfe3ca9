import type { Migration } from '../migrate.ts';

/** What lists are narrowed and counted by, in the form in which it is held in memory. The facts of all items are made anew. */
export const facets: Migration = {
  version: 5,
  sql: `
DROP TABLE item_camera;
DROP TABLE camera;
DROP TABLE item_facts;
UPDATE state SET last_facts = 0;

-- What many items have alike, each combination once.
CREATE TABLE fact_set (
  id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never given again: it is known by it in memory
  content TEXT NOT NULL UNIQUE               -- JSON: lists of values by facet (core/catalogue/item-facts.ts)
) STRICT;

CREATE TABLE item_facts (
  item_id   INTEGER PRIMARY KEY,
  captured  INTEGER,          -- milliseconds since 1970 of the earliest wall clock it can mean, as if it were UTC; NULL: undated
  before    INTEGER,          -- the first one that it cannot mean any more
  number    TEXT NOT NULL,    -- last digits padded, so that it sorts as text
  title     TEXT NOT NULL,    -- folded, digits padded, cut
  latitude  REAL,             -- degrees, WGS 84: what a person asserted, else the first reading; NULL: none
  longitude REAL,
  taken     INTEGER NOT NULL, -- fact_set of what files say
  said      INTEGER NOT NULL  -- fact_set of what people say
) STRICT;
CREATE INDEX item_facts_captured ON item_facts (captured);
CREATE INDEX item_facts_number ON item_facts (number);
CREATE INDEX item_facts_title ON item_facts (title);

-- The last few thousand items whose facts were written or removed, one after the other: what is held in memory follows.
CREATE TABLE fact_change (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL
) STRICT;
`,
};
