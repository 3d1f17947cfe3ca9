import type { Migration } from '../migrate.ts';

/** Disposition: what may be hidden, held, handed over and destroyed, and what then stands in its place. */
export const disposition: Migration = {
  version: 4,
  sql: `
-- An item without a row here is current. Both states can stand at once; each is taken back by itself.
CREATE TABLE item_state (
  item_id     INTEGER NOT NULL REFERENCES item (id),
  state       TEXT NOT NULL CHECK (state IN ('withdrawn', 'quarantined')),
  reason      TEXT NOT NULL, -- id in resources/vocabularies/disposition-reasons.json
  note        TEXT,          -- stands nowhere else, so that it can be erased
  since       TEXT NOT NULL,
  identity_id INTEGER REFERENCES identity (id),
  sequence    INTEGER NOT NULL, -- the event that says so
  PRIMARY KEY (item_id, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE legal_hold (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  item_id     INTEGER NOT NULL REFERENCES item (id),
  reason      TEXT NOT NULL,
  reference   TEXT,  -- of the order or the proceedings
  note        TEXT,
  placed_at   TEXT NOT NULL,
  identity_id INTEGER REFERENCES identity (id),
  sequence    INTEGER NOT NULL,
  lifted_at   TEXT
) STRICT;
CREATE INDEX legal_hold_item ON legal_hold (item_id);

-- An office's signed statement that it has a package. Only its digest is kept: it lists the hashes of what may have to go.
CREATE TABLE receipt (
  id          INTEGER PRIMARY KEY,
  package_id  INTEGER NOT NULL REFERENCES package (id),
  sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
  public_key  TEXT NOT NULL, -- RW…, of whoever signed it
  received_at TEXT NOT NULL, -- as it says
  recorded_at TEXT NOT NULL,
  identity_id INTEGER REFERENCES identity (id),
  sequence    INTEGER NOT NULL,
  UNIQUE (package_id, sha256)
) STRICT;

-- What stands for an item whose bytes were destroyed. The item's row keeps its uid and its number.
CREATE TABLE tombstone (
  item_id      INTEGER PRIMARY KEY REFERENCES item (id),
  destroyed_at TEXT NOT NULL,
  reason       TEXT NOT NULL,
  note         TEXT,
  identity_id  INTEGER REFERENCES identity (id),
  sequence     INTEGER NOT NULL,
  keeps_record INTEGER NOT NULL CHECK (keeps_record IN (0, 1)), -- 1: handed over, and what was written about it stays
  receipt_id   INTEGER REFERENCES receipt (id)
) STRICT;

-- Backups that held a destroyed item when it was destroyed, until a later run of theirs lets go of it.
CREATE TABLE tombstone_backup (
  item_id    INTEGER NOT NULL REFERENCES tombstone (item_id),
  backup_uid BLOB NOT NULL CHECK (length(backup_uid) = 16),
  PRIMARY KEY (item_id, backup_uid)
) STRICT, WITHOUT ROWID;

-- Of an item that was handed over and keeps its record: what its files were.
CREATE TABLE kept_file (
  uid          BLOB PRIMARY KEY CHECK (length(uid) = 16),
  item_id      INTEGER NOT NULL REFERENCES item (id),
  accession_id INTEGER NOT NULL REFERENCES accession (id),
  sequence     INTEGER NOT NULL,
  name         BLOB NOT NULL,
  sha256       BLOB NOT NULL CHECK (length(sha256) = 32),
  size         INTEGER NOT NULL,
  media_type   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_file_item ON kept_file (item_id);

-- What a destruction or an erasure still has to do outside the catalogue's transaction. Announced in it, done after it, and
-- done by whoever next opens the archive for writing if the process died between.
CREATE TABLE disposal_task (
  kind TEXT NOT NULL CHECK (kind IN ('original', 'thumbnail', 'text', 'traces')),
  name TEXT NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

-- Where two identities are demanded: what the first one asked for, bound to exactly these items and their files.
CREATE TABLE disposition_request (
  id           INTEGER PRIMARY KEY,
  uid          BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  action       TEXT NOT NULL CHECK (action IN ('destroy', 'one-identity')),
  reason       TEXT,
  note         TEXT,
  receipt_id   INTEGER REFERENCES receipt (id),
  keeps_record INTEGER NOT NULL DEFAULT 0 CHECK (keeps_record IN (0, 1)),
  requested_at TEXT NOT NULL,
  identity_id  INTEGER NOT NULL REFERENCES identity (id),
  closed_at    TEXT,
  outcome      TEXT CHECK (outcome IN ('approved', 'cancelled'))
) STRICT;

CREATE TABLE disposition_request_item (
  request_id INTEGER NOT NULL REFERENCES disposition_request (id),
  item_id    INTEGER NOT NULL REFERENCES item (id),
  files      TEXT NOT NULL CHECK (json_valid(files)), -- ids of its files as they were
  PRIMARY KEY (request_id, item_id)
) STRICT, WITHOUT ROWID;

-- Fields of records whose values were erased while the record stands.
CREATE TABLE erased_field (
  record_uid  BLOB NOT NULL CHECK (length(record_uid) = 16),
  record_kind TEXT NOT NULL CHECK (record_kind IN ('item', 'accession', 'identity')),
  field       TEXT NOT NULL,
  erased_at   TEXT NOT NULL,
  sequence    INTEGER NOT NULL,
  PRIMARY KEY (record_uid, field)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_disclosure_deletion ON event_disclosure (log_id, sequence) WHERE type = 'deletion';
`,
};
