import type { Migration } from '../migrate.ts';

/**
 * Format 1. Times are RFC 3339 UTC text with milliseconds unless a column says otherwise; `uid` is a UUIDv7
 * in 16 bytes; names and paths are the bytes the file system gave. docs/formats/archive.md describes every table.
 */
export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A copy of this archive that writes. Its key signs checkpoints. In a plain archive the private half lies here in clear; in
-- an encrypted one only until there is an identity with a key: from then on it is wrapped for each of them.
CREATE TABLE replica (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code        TEXT NOT NULL UNIQUE,
  created_at  TEXT NOT NULL,
  public_key  BLOB NOT NULL CHECK (length(public_key) = 32),
  private_key BLOB CHECK (private_key IS NULL OR length(private_key) = 32)
) STRICT;

-- Who acts. Without a key somebody is only claimed to be this person.
CREATE TABLE identity (
  id                INTEGER PRIMARY KEY,
  uid               BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name              TEXT NOT NULL, -- of those that are not retired, each once
  role              TEXT,
  organisation      TEXT,
  is_office         INTEGER NOT NULL DEFAULT 0 CHECK (is_office IN (0, 1)), -- may retire others
  created_at        TEXT NOT NULL,
  salt              BLOB NOT NULL CHECK (length(salt) = 16), -- of the digest by which the log commits to name, role, organisation
  public_key        BLOB UNIQUE CHECK (public_key IS NULL OR length(public_key) = 32), -- Ed25519
  key_id            BLOB CHECK (key_id IS NULL OR length(key_id) = 8),
  secret_key        TEXT, -- a minisign secret key file, under the identity's own passphrase
  recipient         TEXT, -- age1…, from the same seed: what is wrapped for this identity is wrapped for it
  retired_at        TEXT,
  retirement        TEXT, -- the signed statement, byte for byte
  compromised_since TEXT  -- a date: what the key signed from then on counts for nothing
) STRICT;

-- The replica's private key as an age file for an identity's recipient.
CREATE TABLE replica_key_wrap (
  replica_id  INTEGER NOT NULL REFERENCES replica (id),
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  age         BLOB NOT NULL,
  PRIMARY KEY (replica_id, identity_id)
) STRICT, WITHOUT ROWID;

-- Every key slot there ever was, for archive.json could be replaced by an older one. Empty in an archive in clear.
CREATE TABLE key_slot (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  added_at   TEXT NOT NULL,
  removed_at TEXT
) STRICT;

-- Wherever a column "secret" stands, the log commits to the row by a digest whose salts come from it (docs/formats/log.md,
-- Records). Erased (NULL), nobody can try out any more what the row said.

-- Who, when, what: every edit of a record. The event log holds only digests of the values.
CREATE TABLE revision (
  id          INTEGER PRIMARY KEY,
  record_uid  BLOB NOT NULL CHECK (length(record_uid) = 16),
  record_kind TEXT NOT NULL,
  number      INTEGER NOT NULL CHECK (number >= 1),
  changed_at  TEXT NOT NULL,
  identity_id INTEGER REFERENCES identity (id),
  changes     TEXT NOT NULL CHECK (json_valid(changes)), -- {"field": {"old": …, "new": …}}
  secret      BLOB CHECK (secret IS NULL OR length(secret) = 32), -- of the record as this revision left it
  UNIQUE (record_uid, number)
) STRICT;

CREATE TABLE accession (
  id            INTEGER PRIMARY KEY,
  uid           BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  number        TEXT NOT NULL UNIQUE,
  state         TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  request       TEXT NOT NULL,  -- SHA-256 (hex) over what was asked for: the same request finds an interrupted accession again
  run           INTEGER NOT NULL DEFAULT 1, -- how often it was begun or resumed
  started_at    TEXT NOT NULL,
  closed_at     TEXT,
  identity_id   INTEGER REFERENCES identity (id),
  description   TEXT NOT NULL CHECK (json_valid(description)), -- what a person knows: method, received from, place, carrier, statement …
  sources       TEXT NOT NULL CHECK (json_valid(sources)),     -- paths asked for, and what the system says of the carrier
  machine_clock TEXT NOT NULL CHECK (json_valid(machine_clock)), -- this machine's time, zone and offset when it began
  secret        BLOB CHECK (secret IS NULL OR length(secret) = 32)
) STRICT;
CREATE INDEX accession_open ON accession (request) WHERE state = 'open';

CREATE TABLE item (
  id              INTEGER PRIMARY KEY,
  uid             BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  number          TEXT NOT NULL UNIQUE,
  created_at      TEXT NOT NULL,
  revision        INTEGER NOT NULL DEFAULT 1,
  kind            TEXT NOT NULL DEFAULT 'evidence',
  title           TEXT,
  description     TEXT,
  captured        TEXT,         -- asserted, EDTF; NULL: the reading of the first file counts
  position        TEXT CHECK (position IS NULL OR json_valid(position)), -- asserted
  rights          TEXT,
  confidentiality TEXT NOT NULL DEFAULT 'restricted' CHECK (confidentiality IN ('public', 'restricted', 'confidential', 'sealed')),
  review_state    TEXT NOT NULL DEFAULT 'unreviewed'
) STRICT;

-- Sealed records: nonce and ciphertext under a key of their own, which tells not even the item they belong to.
CREATE TABLE sealed_text (
  id     INTEGER PRIMARY KEY,
  uid    BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  sealed BLOB NOT NULL
) STRICT;

-- One set of bytes, stored once. Immutable.
CREATE TABLE file (
  id            INTEGER PRIMARY KEY AUTOINCREMENT, -- never given again: what is derived and backed up counts by it
  uid           BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  sha256        BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  sha512        BLOB NOT NULL CHECK (length(sha512) = 64),
  size          INTEGER NOT NULL CHECK (size >= 0),
  media_type    TEXT NOT NULL,
  vault_name    TEXT NOT NULL UNIQUE, -- where it lies under originals/; stored, never recomputed
  accession_id  INTEGER NOT NULL REFERENCES accession (id),
  entry_id      INTEGER NOT NULL REFERENCES accession_entry (id) DEFERRABLE INITIALLY DEFERRED,
  item_id       INTEGER NOT NULL REFERENCES item (id),
  sequence      INTEGER NOT NULL CHECK (sequence >= 1), -- order within the item
  role          TEXT NOT NULL CHECK (role IN ('original', 'sidecar', 'recto', 'verso', 'page', 'derivative')),
  stored_at     TEXT NOT NULL,
  readings      TEXT NOT NULL CHECK (json_valid(readings)), -- shared/records/readings.ts
  reader        TEXT,
  metadata      BLOB NOT NULL,  -- every tag as read: raw DEFLATE of UTF-8 JSON
  secret        BLOB CHECK (secret IS NULL OR length(secret) = 32), -- of the file and the entry it came by
  UNIQUE (item_id, sequence)
) STRICT;

-- What became of each input file of an accession: the result a person sees, and what a resumed import goes on from.
CREATE TABLE accession_entry (
  id            INTEGER PRIMARY KEY,
  accession_id  INTEGER NOT NULL REFERENCES accession (id),
  run           INTEGER NOT NULL, -- of the accession, in which this was recorded
  path          BLOB NOT NULL,  -- as the file system gave it
  status        TEXT NOT NULL CHECK (status IN ('imported', 'duplicate', 'skipped', 'failed')),
  file_id       INTEGER REFERENCES file (id),
  size          INTEGER,
  modified_ns   TEXT,           -- nanoseconds since 1970 (decimal)
  times         TEXT CHECK (times IS NULL OR json_valid(times)), -- file system times, and what kind of clock they are by
  origin        TEXT CHECK (origin IS NULL OR json_valid(origin)), -- Zone.Identifier, kMDItemWhereFroms
  error         TEXT CHECK (error IS NULL OR json_valid(error)),
  recorded_at   TEXT NOT NULL,
  secret        BLOB CHECK (secret IS NULL OR length(secret) = 32), -- of duplicates only: they have a record of their own
  UNIQUE (accession_id, path, run) -- a file that changed between two runs has an entry in each; the last one counts
) STRICT;
CREATE INDEX accession_entry_file ON accession_entry (file_id) WHERE file_id IS NOT NULL;

-- Names about to be moved into originals/: after a crash, those without a file row are leftovers, not evidence.
CREATE TABLE vault_intent (
  vault_name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Next number of each human-readable series, such as 2026-K2. Numbers are never reused.
CREATE TABLE number_series (
  series TEXT PRIMARY KEY,
  next   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The custody log (docs/formats/log.md). A foreign archive's log can lie beside this one's own.
CREATE TABLE log (
  id        INTEGER PRIMARY KEY,
  uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  origin    TEXT NOT NULL UNIQUE,
  size      INTEGER NOT NULL DEFAULT 0, -- events acknowledged: one beyond is an addition, one less a loss
  root      BLOB NOT NULL CHECK (length(root) = 32)
) STRICT;

CREATE TABLE event (
  log_id   INTEGER NOT NULL REFERENCES log (id),
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  leaf     BLOB NOT NULL,   -- hashed as it is, never re-serialised
  PRIMARY KEY (log_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;

-- Values and salts of an event's fields, apart from the leaf so that they can be erased while the tree still verifies.
CREATE TABLE event_disclosure (
  log_id      INTEGER NOT NULL,
  sequence    INTEGER NOT NULL,
  disclosures TEXT NOT NULL CHECK (json_valid(disclosures)), -- array by field position: the hashed text, or null once erased
  subject     TEXT,  -- for look-ups only; verification reads the disclosures
  type        TEXT,
  PRIMARY KEY (log_id, sequence),
  FOREIGN KEY (log_id, sequence) REFERENCES event (log_id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_disclosure_subject ON event_disclosure (subject) WHERE subject IS NOT NULL;

-- Hashes of perfect subtrees of 2^level leaves, level 8 and up; below, they are recomputed from at most 256 leaves.
CREATE TABLE log_node (
  log_id   INTEGER NOT NULL REFERENCES log (id),
  level    INTEGER NOT NULL CHECK (level >= 8),
  position INTEGER NOT NULL,
  hash     BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (log_id, level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
  id         INTEGER PRIMARY KEY,
  log_id     INTEGER NOT NULL REFERENCES log (id),
  size       INTEGER NOT NULL,
  root       BLOB NOT NULL CHECK (length(root) = 32),
  note       TEXT,           -- the signed note, byte for byte; NULL while it is pending, because no key was unlocked
  created_at TEXT NOT NULL,
  occasion   TEXT NOT NULL CHECK (occasion IN ('close', 'export', 'request'))
) STRICT;

CREATE TABLE package (
  id                 INTEGER PRIMARY KEY,
  uid                BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  created_at         TEXT NOT NULL,
  identity_id        INTEGER REFERENCES identity (id),
  profile            TEXT NOT NULL,
  form               TEXT NOT NULL CHECK (form IN ('folder', 'zip')),
  files              INTEGER NOT NULL,
  bytes              INTEGER NOT NULL,
  tagmanifest_sha256 BLOB CHECK (tagmanifest_sha256 IS NULL OR length(tagmanifest_sha256) = 32), -- NULL until it is finished
  checkpoint_id      INTEGER NOT NULL REFERENCES checkpoint (id)
) STRICT;

CREATE TABLE package_item (
  package_id INTEGER NOT NULL REFERENCES package (id),
  item_id    INTEGER NOT NULL REFERENCES item (id),
  exhibit    TEXT NOT NULL,
  PRIMARY KEY (package_id, item_id)
) STRICT, WITHOUT ROWID;
`,
};
