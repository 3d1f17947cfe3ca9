import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIdentity, retireIdentity } from '../../src/core/identities/identities.ts';
import { addPerson } from '../../src/core/identities/person.ts';
import { editItems } from '../../src/core/description/edit.ts';
import { importPaths } from '../../src/core/ingest/import.ts';
import { createRecord, editRecord } from '../../src/core/records/edit-record.ts';
import { addLinks } from '../../src/core/records/links.ts';
import { addMapFile } from '../../src/core/map/map-files.ts';
import { uuidText } from '../../src/core/cryptography/random.ts';
import { exportFromArchive } from '../../src/core/packages/export-from-archive.ts';
import { createSealed, writeSealed } from '../../src/core/sealed/sealed-records.ts';
import { applyCheck } from '../../src/core/clock/apply-check.ts';
import { makeCheck } from '../../src/core/clock/make-check.ts';
import { storedItem } from '../../src/core/description/write-edit.ts';
import type { MediaInspector } from '../../src/core/media/types.ts';
import type { ClockDraft } from '../../src/shared/records/clock-check.ts';
import { noReadings } from '../../src/shared/records/readings.ts';
import { checkCatalogue } from '../../src/core/verify/archive-catalogue.ts';
import { inspector, newTestArchive, type TestArchive } from '../helpers/archive.ts';

const signal = new AbortController().signal;
const handlers = { signal, onProgress: () => undefined };
let world: TestArchive;

async function importFrom(name: string, looksInto = inspector): Promise<void> {
  const { archive, pool, folder } = world;
  const paths = [Buffer.from(join(folder, name))];
  const request = { paths, workingFolder: folder, description: { note: 'a note' } };
  await importPaths({ archive, pool, inspector: looksInto }, request, handlers);
}

/** What it looks into says when and by which camera it was taken. */
const dated: MediaInspector = {
  ...inspector,
  inspect: async (...given) => ({
    ...(await inspector.inspect(...given)),
    readings: {
      ...noReadings,
      camera: { make: 'Acme', model: 'A1', serial: '7', lens: null },
      captured: {
        ...{ value: '2023-01-14T10:00:00', offset: null, utc: null },
        ...({ basis: 'local', source: 'test' } as const),
      },
    },
  }),
};

const clockDraft = (itemId: number): ClockDraft => ({
  item: uuidText(storedItem(world.archive, itemId).uid),
  ...{ reference: '2023-01-14 10:01:00', kind: 'gps', note: 'a note', uncertainty: null, period: null },
});

beforeAll(async () => {
  world = await newTestArchive(
    { 'church.jpg': 'a church', 'church.xmp': '<x/>', 'mosque.jpg': 'a mosque' },
    // Only an encrypted one keeps anything sealed.
    { encrypted: true },
  );
  const { archive, pool, folder } = world;
  archive.catalogue.transaction(() => addPerson(archive.catalogue, archive.events, 'Bo'))();
  const person = { role: 'a role', organisation: 'an organisation', isOffice: false, passphrase: null };
  const { retirement } = await createIdentity(archive, { ...person, name: 'Anna' });
  writeFileSync(join(folder, 'source/.DS_Store'), 'skipped');
  writeFileSync(join(folder, 'source/new.jpg'), 'new');
  // What was there is seen again, one file is new, one is skipped.
  await importFrom('source');
  mkdirSync(join(folder, 'other'));
  writeFileSync(join(folder, 'other/other.jpg'), 'other');
  await importFrom('other', dated);
  const first = archive.catalogue.prepare<[], number>('SELECT min(id) FROM item').pluck().get() ?? 0;
  const said = { title: 'A title', tags: ['Minaret'], languages: ['hy'], isGraphic: true };
  await editItems(archive, { items: [first], changes: said }, handlers);
  const place = createRecord(archive, 'place', { names: [{ text: 'A church' }] });
  const object = createRecord(archive, 'object', { names: [{ text: 'A bell' }], from: uuidText(place.uid) });
  editRecord(archive, object.number, { materials: 'bronze' });
  const [pictured = ''] = archive.catalogue.prepare<[], string>('SELECT number FROM item').pluck().all();
  const about = { certainty: 'high', note: 'from the south' };
  addLinks(archive, [{ type: 'shows', from: pictured, to: place.number, ...about }]);
  await createSealed(archive, [{ by: 'passphrase', passphrase: 'x'.repeat(20), label: null }], {
    memory: 64,
    iterations: 1,
    parallelism: 1,
  });
  const [number = ''] = archive.catalogue.prepare<[], string>('SELECT number FROM item').pluck().all();
  writeSealed(archive, number, 'note', 'hidden');
  const itemIds = archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all();
  for (const [name, ids] of Object.entries({ one: itemIds.slice(0, 2), two: itemIds.slice(2) })) {
    const giving = { purpose: 'to-share', recipient: 'public' };
    const request = { profile: 'transfer', form: 'folder', itemIds: ids, giving, ...handlers } as const;
    await exportFromArchive(archive, pool, { ...request, destination: join(folder, name) });
  }
  writeFileSync(join(folder, 'own.csv'), 'name,lat,lon\nNoravank,39.684,45.2328\n');
  const path = Buffer.from(join(folder, 'own.csv'));
  const { id } = await makeCheck(archive, clockDraft(itemIds.at(-1) ?? 0), false);
  await applyCheck(archive, { check: id, replace: [] }, handlers);
  await addMapFile(archive, pool, { path, kind: 'gazetteer', ...handlers });
  retireIdentity(archive, 'Anna', { statement: retirement }, '2026-01-01');
});
afterAll(() => world.close());

/** Columns that nothing has to bind, as docs/formats/archive.md says ("What is bound"). */
const unbound: Readonly<Record<string, readonly string[] | 'all'>> = {
  setting: 'all',
  replica: 'all',
  replica_key_wrap: 'all',
  key_slot: 'all',
  vault_intent: 'all',
  import_plan: 'all',
  number_series: 'all',
  backup: 'all',
  backup_file: 'all',
  medium_session: 'all',
  fixity: 'all',
  fixity_run: 'all',
  // Replayed from the log, or no evidence: disposition/verify.test.ts attacks them.
  item_state: 'all',
  legal_hold: 'all',
  tombstone: 'all',
  tombstone_backup: 'all',
  kept_file: 'all',
  receipt: 'all',
  disposal_task: 'all',
  disposition_request: 'all',
  disposition_request_item: 'all',
  erased_field: 'all',
  // What is still to be done to derived.db.
  text_task: 'all',
  // The log is checked against itself (custody/attacks.test.ts).
  log: 'all',
  event: 'all',
  event_disclosure: 'all',
  log_node: 'all',
  checkpoint: 'all',
  identity: ['secret_key'],
};
/** Rows to edit, and values that the schema lets through. */
const rows: Readonly<Record<string, string>> = {
  accession: 'id = 2',
  identity: "name = 'Anna'",
  accession_entry: "status = 'duplicate'",
  file: 'sequence = 2',
  revision: 'number = 2',
};
const values: Readonly<Record<string, string>> = {
  'revision.changes': `'{"number":{"old":"x","new":"2026-K2-00001"}}'`,
  'revision.secret': 'randomblob(32)',
  'accession.state': "'open'",
  'accession.description': `'{"note":"another"}'`,
  'accession.sources': `'[]'`,
  'accession.machine_clock': `'{}'`,
  'accession.identity_id': 'NULL',
  'item.position': `'{"latitude":1}'`,
  'item.confidentiality': "'public'",
  'item.languages': `'["ru"]'`,
  'item.tags': `'["other"]'`,
  'item.captured_basis': `'{}'`,
  'clock_check.camera': `'{}'`,
  'clock_check.kind': "'phone'",
  'clock_check.period': `'{}'`,
  'item.is_graphic': '1 - is_graphic',
  'item_tag.item_id': '(SELECT max(id) FROM item)',
  'revision.act': 'randomblob(16)',
  'file.role': "'page'",
  'file.readings': `'{}'`,
  'accession_entry.status': "'failed'",
  'accession_entry.times': `'{}'`,
  'accession_entry.origin': `'{}'`,
  'accession_entry.error': `'{}'`,
  'package.form': "'zip'",
  'record.kind': "'actor'",
  'record.content': `'{"names":[{"text":"Another"}]}'`,
  'record.is_removed': '1',
  'record_reference.member': "'place'",
  'link.from_table': "'record'",
  'link.to_table': "'item'",
  'link.is_removed': '1',
  'map_file.kind': "'tiles'",
  'map_file.detail': `'{}'`,
  'map_file.stored_name': "'ab/x'",
};
/** Of these no column can be edited by itself; what they are read as changes with them. */
const references = new Set([
  'accession_id',
  'entry_id',
  'item_id',
  'file_id',
  'identity_id',
  'checkpoint_id',
  'package_id',
]);

/** Tables without an `id`. */
const keyed: Readonly<Record<string, string>> = {
  package_item: "exhibit = 'E-0001'",
  item_tag: "key = 'minaret'",
  record_reference: "member = 'from'",
};

interface Column {
  readonly name: string;
  readonly type: string;
}

function columnsOf(table: string): Column[] {
  const sql = "SELECT name, type FROM pragma_table_info(?) WHERE name <> 'id'";
  return world.archive.catalogue.prepare<[string], Column>(sql).all(table);
}

function edited(table: string, { name, type }: Column): string {
  const known = values[`${table}.${name}`];
  if (known !== undefined) return known;
  if (references.has(name)) {
    const other = name.replace(/_id$/, '').replace('entry', 'accession_entry');
    return `(SELECT id FROM ${other} WHERE id IS NOT ${table}.${name} ORDER BY id DESC LIMIT 1)`;
  }
  if (type === 'BLOB') return `randomblob(coalesce(length(${name}), 16))`;
  return type === 'INTEGER' ? `coalesce(${name}, 0) + 1` : `coalesce(${name}, '') || 'x'`;
}

/** Findings while a change is there; then it is taken back. */
async function whileChanged(sql: string): Promise<string[]> {
  const { catalogue } = world.archive;
  catalogue.pragma('foreign_keys = OFF');
  catalogue.exec('BEGIN');
  try {
    const total = catalogue.prepare<[], number>('SELECT total_changes()').pluck();
    const before = total.get();
    catalogue.exec(sql);
    if (total.get() === before) throw new Error(`nothing to change: ${sql}`);
    return (await checkCatalogue(world.archive, signal)).map(({ detail }) => detail);
  } finally {
    catalogue.exec('ROLLBACK');
  }
}

test('an untouched archive has no findings', async () => {
  expect(await checkCatalogue(world.archive, signal)).toEqual([]);
});

describe('whoever edits a column of a record is found out', () => {
  test('every column of every table', async () => {
    const tables = world.archive.catalogue
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    const missed: string[] = [];
    for (const table of tables) {
      const free = unbound[table];
      if (free === 'all') continue;
      for (const column of columnsOf(table)) {
        if (free?.includes(column.name) === true) continue;
        const where = keyed[table] ?? `id = (SELECT min(id) FROM ${table} WHERE ${rows[table] ?? '1'})`;
        const sql = `UPDATE OR IGNORE ${table} SET ${column.name} = ${edited(table, column)} WHERE ${where}`;
        const found = await whileChanged(sql).catch((error: unknown) => [`ERROR ${String(error)}`]);
        if (found.length === 0 || found[0]?.startsWith('ERROR') === true)
          missed.push(`${table}.${column.name}: ${found.join() || 'no finding'}`);
      }
    }
    expect(missed).toEqual([]);
  });

  const of = (status: string): string =>
    `id = (SELECT min(id) FROM accession_entry WHERE status = '${status}')`;
  test.each(['imported', 'duplicate', 'skipped'])('every column of an entry that was %s', async (status) => {
    const missed: string[] = [];
    for (const column of columnsOf('accession_entry')) {
      // What was not a duplicate has no secret, and one more changes nothing that was said.
      if (column.name === 'secret' && status !== 'duplicate') continue;
      const found = await whileChanged(
        `UPDATE accession_entry SET ${column.name} = ${edited('accession_entry', column)} WHERE ${of(status)}`,
      ).catch((error: unknown) => [`ERROR ${String(error)}`]);
      if (found.length === 0 || found[0]?.startsWith('ERROR') === true)
        missed.push(`${column.name}: ${found.join() || 'no finding'}`);
    }
    expect(missed).toEqual([]);
  });
});

describe('whoever deletes or adds rows is found out', () => {
  test.each([
    [
      'a file',
      `DELETE FROM accession_entry WHERE file_id = (SELECT id FROM file WHERE sequence = 2);
       DELETE FROM file WHERE sequence = 2`,
      /file .* is not there/,
    ],
    [
      'an accession',
      `DELETE FROM accession_entry WHERE accession_id = 3; DELETE FROM file WHERE accession_id = 3;
       DELETE FROM package_item WHERE item_id = (SELECT max(id) FROM item); DELETE FROM clock_check;
       DELETE FROM item WHERE id = (SELECT max(id) FROM item); DELETE FROM accession WHERE id = 3`,
      /accession .* is not there/,
    ],
    ['an identity', "DELETE FROM identity WHERE name = 'Bo'", /identity .* is not there/],
    ['a package', 'DELETE FROM package_item; DELETE FROM package', /package .* is not there/],
    ['a clock check', 'DELETE FROM clock_check', /clock-check .* is not there/],
    ['a sealed record', 'DELETE FROM sealed_text', /sealed .* is not there/],
    ['an exhibit', "DELETE FROM package_item WHERE exhibit = 'E-0002'", /exhibits of package/],
    ['what was seen again', "DELETE FROM accession_entry WHERE status = 'duplicate'", /is not all there/],
    ['what was skipped', "DELETE FROM accession_entry WHERE status = 'skipped'", /skipped or could not read/],
    ['a revision', 'DELETE FROM revision WHERE id = 1', /do not lead/],
    [
      'a revision of nothing',
      `INSERT INTO revision (record_uid, record_kind, number, changed_at, changes) VALUES (randomblob(16), 'item', 1, '', '{}')`,
      /belongs to no record/,
    ],
    [
      'an entry that came from nowhere',
      `INSERT INTO accession_entry (accession_id, run, path, status, file_id, recorded_at) SELECT accession_id, 9, path, status, file_id, recorded_at FROM accession_entry WHERE status = 'imported' LIMIT 1`,
      /an entry of/,
    ],
  ])('%s', async (_, sql, detail) => {
    expect((await whileChanged(sql)).some((found) => detail.test(found))).toBe(true);
  });
});

test('an export that was cut off before the log knew it is no finding', async () => {
  const found = await whileChanged(
    `INSERT INTO package (uid, created_at, profile, form, files, bytes, checkpoint_id)
     SELECT randomblob(16), '', profile, form, files, bytes, checkpoint_id FROM package`,
  );
  expect(found).toEqual([]);
});
