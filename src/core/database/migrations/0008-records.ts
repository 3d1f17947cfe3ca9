import type { Migration } from '../migrate.ts';

/** Places, incidents, people and what else is recorded beside items (docs/formats/records.md), and how all of them hang together. */
export const records: Migration = {
  version: 8,
  sql: `
CREATE TABLE record (
  id         INTEGER PRIMARY KEY,
  uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind       TEXT NOT NULL,
  number     TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  revision   INTEGER NOT NULL DEFAULT 1,
  content    TEXT NOT NULL CHECK (json_valid(content)),
  is_removed INTEGER NOT NULL DEFAULT 0 CHECK (is_removed IN (0, 1)) -- in no list; can be put back
) STRICT;
CREATE INDEX record_kind ON record (kind, id);

-- What the contents name of other records and of items, once more: to find a record by what it is about.
CREATE TABLE record_reference (
  to_uid    BLOB NOT NULL CHECK (length(to_uid) = 16),
  record_id INTEGER NOT NULL REFERENCES record (id),
  member    TEXT NOT NULL,
  PRIMARY KEY (to_uid, record_id, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_reference_record ON record_reference (record_id);

-- A typed relation. Never edited: another one takes its place.
CREATE TABLE link (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  type        TEXT NOT NULL,
  from_table  TEXT NOT NULL CHECK (from_table IN ('item', 'record')),
  from_id     INTEGER NOT NULL,
  to_table    TEXT NOT NULL CHECK (to_table IN ('item', 'record')),
  to_id       INTEGER NOT NULL,
  certainty   TEXT,
  note        TEXT,
  created_at  TEXT NOT NULL,
  identity_id INTEGER REFERENCES identity (id),
  is_removed  INTEGER NOT NULL DEFAULT 0 CHECK (is_removed IN (0, 1)),
  secret      BLOB CHECK (secret IS NULL OR length(secret) = 32)
) STRICT;
CREATE INDEX link_from ON link (from_table, from_id, type);
-- Holds all that a list tells of a record's links: hundreds hang on one place.
CREATE INDEX link_to ON link (to_table, to_id, from_table, is_removed, type, from_id);
-- For what and for whom a package was made: terms of consent-purposes and recipient-classes; NULL where nobody said.
ALTER TABLE package ADD COLUMN purpose TEXT;
ALTER TABLE package ADD COLUMN recipient TEXT;
CREATE INDEX revision_of_records ON revision (id) WHERE record_kind <> 'item';

-- What an accession that is open still has to do. Its request is a digest, from which none goes on without being told all of it.
CREATE TABLE import_plan (
  accession_id INTEGER PRIMARY KEY REFERENCES accession (id),
  left_out     TEXT NOT NULL CHECK (json_valid(left_out)), -- absolute paths that were unticked, in base64
  files        INTEGER          -- how many are to be taken in; NULL: not counted yet
) STRICT;
-- However an accession closes: erasing closes one as well.
CREATE TRIGGER import_plan_done AFTER UPDATE OF state ON accession WHEN NEW.state = 'closed' BEGIN
  DELETE FROM import_plan WHERE accession_id = NEW.id;
END;
`,
};
