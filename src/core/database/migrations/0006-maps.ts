import type { Migration } from '../migrate.ts';

/** Maps and gazetteers of a person's own, kept in maps/. */
export const maps: Migration = {
  version: 6,
  sql: `
CREATE TABLE map_file (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind        TEXT NOT NULL CHECK (kind IN ('tiles', 'gazetteer')),
  name        TEXT NOT NULL,                                  -- of the file that was given
  size        INTEGER NOT NULL,
  sha256      BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  stored_name TEXT NOT NULL UNIQUE,                           -- below maps/
  detail      TEXT NOT NULL CHECK (json_valid(detail)),       -- what it holds
  added_at    TEXT                                            -- NULL while it is put there or taken away
) STRICT;
`,
};
