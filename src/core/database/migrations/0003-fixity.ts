import type { Migration } from '../migrate.ts';

/** How each stored original stands: confirmed, checked, and when. */
export const fixity: Migration = {
  version: 3,
  sql: `
-- From which file on the archive was written under which start of the machine and on which attachment of its medium: what
-- was stored under one and is read under another does not come from memory.
CREATE TABLE medium_session (
  id         INTEGER PRIMARY KEY,
  token      TEXT NOT NULL,    -- SHA-256 (hex): of the archive's id and what the system calls this start and this medium
  first_file INTEGER NOT NULL, -- lowest file.id that may have been stored under it
  began_at   TEXT NOT NULL
) STRICT;

-- Last check of each original. One that has no row was read back right after it was written, and never since.
CREATE TABLE fixity (
  file_id      INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
  confirmed_at TEXT, -- first read that matched and did not come from memory; NULL: stored, not confirmed
  method       TEXT CHECK (method IN ('direct', 'remounted')),
  checked_at   TEXT NOT NULL,
  outcome      TEXT NOT NULL CHECK (outcome IN ('verified', 'changed', 'missing', 'unreadable', 'blocked')),
  rewritten_in INTEGER REFERENCES medium_session (id), -- it was brought back from a backup then
  CHECK ((confirmed_at IS NULL) = (method IS NULL))
) STRICT;
CREATE INDEX fixity_checked ON fixity (checked_at);
CREATE INDEX fixity_failed ON fixity (outcome) WHERE outcome <> 'verified';

-- A check that goes over a part of the originals; one that was interrupted is gone on with.
CREATE TABLE fixity_run (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  scope       TEXT NOT NULL,    -- as asked for: 'sample 1%', 'older-than 90d', 'confirm'
  started_at  TEXT NOT NULL,
  finished_at TEXT,
  wanted      INTEGER NOT NULL, -- files
  done        INTEGER NOT NULL DEFAULT 0,
  failures    INTEGER NOT NULL DEFAULT 0
) STRICT;
`,
};
