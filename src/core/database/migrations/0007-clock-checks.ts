import type { Migration } from '../migrate.ts';

/** Clock checks: a picture of a reference time says how far a camera's clock was off; and what was derived from one. */
export const clockChecks: Migration = {
  version: 7,
  sql: `
-- How item.captured is known where no person typed it (shared/records/clock-check.ts); NULL: somebody said so.
ALTER TABLE item ADD COLUMN captured_basis TEXT CHECK (captured_basis IS NULL OR json_valid(captured_basis));
CREATE INDEX item_clock_check ON item (captured_basis ->> '$.check') WHERE captured_basis IS NOT NULL;

-- Never changed: another reading of the same picture is another check, and the first is retracted.
CREATE TABLE clock_check (
  id             INTEGER PRIMARY KEY,
  uid            BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  item_id        INTEGER NOT NULL REFERENCES item (id), -- whose picture shows the reference
  file_uid       BLOB NOT NULL CHECK (length(file_uid) = 16), -- the file of it that was read
  camera         TEXT NOT NULL CHECK (json_valid(camera)), -- make, model, serial
  reading        TEXT NOT NULL, -- what that file says: the camera's wall clock
  reading_offset TEXT,          -- its offset from UTC, as the file says; NULL: it says none
  reference      TEXT NOT NULL, -- what the picture shows: RFC 9557, seconds and offset only where they were given
  kind           TEXT NOT NULL CHECK (kind IN ('gps', 'phone', 'radio', 'station', 'computer', 'other')),
  note           TEXT,
  seconds        INTEGER NOT NULL, -- to be added to what the camera says
  uncertainty    INTEGER NOT NULL CHECK (uncertainty >= 0), -- seconds, either way
  period         TEXT NOT NULL CHECK (json_valid(period)), -- accessions, and from and to by the camera's clock
  made_at        TEXT NOT NULL,
  identity_id    INTEGER REFERENCES identity (id),
  secret         BLOB CHECK (secret IS NULL OR length(secret) = 32),
  retracted_at   TEXT
) STRICT;
CREATE INDEX clock_check_item ON clock_check (item_id);
`,
};
