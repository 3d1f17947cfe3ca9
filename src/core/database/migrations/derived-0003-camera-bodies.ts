import type { Migration } from '../migrate.ts';

/** Cameras by their serial number as well: two of the same model are two witnesses. The facts of all items are made anew. */
export const cameraBodies: Migration = {
  version: 3,
  sql: `
DELETE FROM item_camera;
DELETE FROM item_facts;
UPDATE state SET last_facts = 0;
DROP TABLE camera;
CREATE TABLE camera (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL, -- make and model
  serial TEXT NOT NULL, -- as the camera writes it; empty where it writes none
  UNIQUE (name, serial)
) STRICT;
`,
};
