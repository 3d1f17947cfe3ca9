import type { Migration } from '../migrate.ts';

/** Which files lie on which backup: what a run has to copy, and what a lost disk takes with it. */
export const backups: Migration = {
  version: 2,
  sql: `
-- A folder on another disk that holds this archive once more (docs/formats/archive.md).
CREATE TABLE backup (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  label       TEXT,          -- what somebody wrote on the disk
  volume      TEXT NOT NULL CHECK (json_valid(volume)), -- what the system said of it in the last run
  created_at  TEXT NOT NULL,
  finished_at TEXT,          -- end of the last complete run
  log_size    INTEGER,       -- events in the snapshot of that run
  last_file   INTEGER,       -- highest file.id in it
  retired_at  TEXT           -- lost, or given up
) STRICT;

-- Read back from the disk and found to be what was recorded. Goes with the file when that is destroyed.
CREATE TABLE backup_file (
  backup_id   INTEGER NOT NULL REFERENCES backup (id),
  file_id     INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
  verified_at TEXT NOT NULL,
  PRIMARY KEY (backup_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX backup_file_file ON backup_file (file_id);
`,
};
