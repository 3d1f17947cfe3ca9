import type { Migration } from '../migrate.ts';

/** What people say of items: languages, tags, whether a picture is graphic, and which item took another one's files. */
export const description: Migration = {
  version: 5,
  sql: `
ALTER TABLE item ADD COLUMN languages TEXT CHECK (languages IS NULL OR json_valid(languages)); -- BCP 47 tags
ALTER TABLE item ADD COLUMN tags TEXT CHECK (tags IS NULL OR json_valid(tags)); -- as typed
ALTER TABLE item ADD COLUMN is_graphic INTEGER NOT NULL DEFAULT 0 CHECK (is_graphic IN (0, 1)); -- blurred until it is opened
ALTER TABLE item ADD COLUMN combined_into TEXT; -- id (UUID text) of the item that has its files now
CREATE INDEX item_combined ON item (combined_into) WHERE combined_into IS NOT NULL;

-- Which act an edit was part of: what is undone together.
ALTER TABLE revision ADD COLUMN act BLOB CHECK (act IS NULL OR length(act) = 16);
CREATE INDEX revision_act ON revision (act) WHERE act IS NOT NULL;

-- item.tags once more, folded, for counting and for finding items by a tag.
CREATE TABLE item_tag (
  key     TEXT NOT NULL,
  item_id INTEGER NOT NULL REFERENCES item (id),
  PRIMARY KEY (key, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_tag_item ON item_tag (item_id);

-- Items whose search text in derived.db is to be made anew: announced with the edit, taken back when it is done.
CREATE TABLE text_task (
  item_id INTEGER PRIMARY KEY REFERENCES item (id)
) STRICT;
`,
};
