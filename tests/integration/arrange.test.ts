import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listItems } from '../../src/core/catalogue/list.ts';
import { findItems } from '../../src/core/catalogue/narrow.ts';
import { arrangeItem, combineItems, splitItem } from '../../src/core/description/arrange.ts';
import { editItems } from '../../src/core/description/edit.ts';
import { undoAct } from '../../src/core/description/history.ts';
import { holdItems } from '../../src/core/disposition/change-state.ts';
import { destroyItems } from '../../src/core/disposition/destroy.ts';
import { eraseItemFields } from '../../src/core/disposition/erase.ts';
import { resolveExportable } from '../../src/core/disposition/exportable.ts';
import { itemRow, itemsOf } from '../../src/core/disposition/items.ts';
import { showDisposed } from '../../src/core/disposition/show.ts';
import { exportFromArchive } from '../../src/core/packages/export-from-archive.ts';
import { checkCatalogue } from '../../src/core/verify/archive-catalogue.ts';
import { newTestArchive, type TestArchive } from '../helpers/archive.ts';
import { verifierWith } from '../helpers/verifier.ts';

const signal = new AbortController().signal;
const handlers = { signal, onProgress: () => undefined };
let world: TestArchive;
let ids: readonly number[];

beforeEach(async () => {
  world = await newTestArchive({ 'a.jpg': 'a', 'b.jpg': 'b', 'c.jpg': 'c', 'c.xmp': '<x/>' });
  ids = world.archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all();
});
afterEach(() => world.close());

const at = (index: number): number => ids[index] ?? 0;
const number = (id: number): string => itemRow(world.archive, id).number;
const show = (id: number) => showDisposed(world.archive, id);
const names = (id: number): string[] => show(id).files.map(({ originalName }) => originalName);
const findings = async () =>
  (await checkCatalogue(world.archive, signal))
    .filter(({ problem }) => problem !== 'disposed')
    .map(({ detail }) => detail);
const idOf = (text: string): number =>
  world.archive.catalogue
    .prepare<[string], number>('SELECT id FROM item WHERE number = ?')
    .pluck()
    .get(text) ?? 0;

async function expectPackage(name: string, items: readonly number[]): Promise<void> {
  const { archive, pool, folder } = world;
  const destination = join(folder, name);
  const request = { destination, profile: 'transfer', form: 'folder', itemIds: items, ...handlers } as const;
  await exportFromArchive(archive, pool, request);
  expect(await verifierWith(pool)(destination)).toMatchObject({ verdict: 'verified', findings: [] });
}

test('combined, one item has all files in order, and the emptied one leads to it', async () => {
  const { archive } = world;
  await editItems(archive, { items: [at(2)], changes: { title: 'Third' } }, handlers);
  const { act } = combineItems(archive, at(0), [at(2), at(1)]);
  expect(names(at(0))).toEqual(['a.jpg', 'c.jpg', 'c.xmp', 'b.jpg']);
  expect(show(at(2))).toMatchObject({
    number: number(at(2)),
    combinedInto: { number: number(at(0)) },
    files: [],
    title: 'Third',
  });
  expect(listItems(archive, { query: null, limit: null, offset: 0 }).items.map(({ files }) => files)).toEqual(
    [4],
  );
  expect(findItems(archive, 'third')).toEqual([]);
  expect(findItems(archive, 'xmp')).toEqual([at(0)]);
  expect(() => resolveExportable(archive, number(at(1)))).toThrow(
    expect.objectContaining({ code: 'item-combined' }),
  );
  const edited = await editItems(archive, { items: [at(1)], changes: { title: 'x' } }, handlers);
  expect(edited.refused).toEqual([{ number: number(at(1)), code: 'item-combined' }]);
  expect((await undoAct(archive, act, handlers)).edited).toBe(0);
  expect(await findings()).toEqual([]);
  await expectPackage('combined', [at(0)]);
  await expect(
    verifyTampered('UPDATE item SET combined_into = NULL WHERE combined_into IS NOT NULL'),
  ).resolves.toBe(true);
  await expect(verifyTampered("UPDATE file SET role = 'page' WHERE sequence = 4")).resolves.toBe(true);
});

test('split again, the part has a number of its own, and both verify and go into packages', async () => {
  const { archive } = world;
  await editItems(archive, { items: [at(2)], changes: { isGraphic: true } }, handlers);
  combineItems(archive, at(2), [at(0)]);
  const files = show(at(2)).files.map(({ id }) => id);
  const made = splitItem(archive, at(2), files.slice(0, 1));
  const part = idOf(made.number);
  expect(names(part)).toEqual(['c.jpg']);
  expect(show(part)).toMatchObject({ isGraphic: true, revision: 1 });
  expect(names(at(2))).toEqual(['c.xmp', 'a.jpg']);
  expect(await findings()).toEqual([]);
  await expectPackage('split', [at(1), at(2), part]);
  expect(() => splitItem(archive, at(2), files.slice(1))).toThrow(
    expect.objectContaining({ code: 'arrangement-invalid' }),
  );
  // The file that the item began with goes, and what the log said of the item's beginning with it.
  const plain = { reason: 'other', note: null, request: null, receipt: null, keepsRecord: false } as const;
  destroyItems(archive, {
    ...plain,
    items: itemsOf(archive, [made.number]),
    confirmed: 1,
    lockedSealed: 'refuse',
  });
  expect(await findings()).toEqual([]);
});

test('order and roles are set, and what was erased stays bound', async () => {
  const { archive } = world;
  combineItems(archive, at(0), [at(1), at(2)]);
  const [a, b, c, x] = show(at(0)).files.map(({ id }) => id);
  const wanted = [
    { id: b ?? '', role: 'recto' },
    { id: a ?? '', role: 'verso' },
    { id: c ?? '', role: 'page' },
    { id: x ?? '', role: 'sidecar' },
  ];
  arrangeItem(archive, at(0), wanted);
  expect(show(at(0)).files.map(({ id, role }) => ({ id, role }))).toEqual(wanted);
  expect(await findings()).toEqual([]);
  await expectPackage('arranged', [at(0)]);
  const refuse = (files: typeof wanted) => () => arrangeItem(archive, at(0), files);
  for (const files of [
    wanted.slice(1),
    [...wanted.slice(0, 3), { id: x ?? '', role: 'page' }],
    [...wanted.slice(0, 3), { id: c ?? '', role: 'page' }],
  ])
    expect(refuse(files)).toThrow(expect.objectContaining({ code: 'arrangement-invalid' }));
  await editItems(archive, { items: [at(0)], changes: { title: 'Name' } }, handlers);
  eraseItemFields(archive, number(at(0)), ['title'], null);
  expect(await findings()).toEqual([]);
});

test('a legal hold keeps files where they are', () => {
  const { archive } = world;
  holdItems(archive, { items: [number(at(1))], reason: 'other', note: null, reference: null });
  for (const act of [
    () => combineItems(archive, at(0), [at(1)]),
    () => combineItems(archive, at(1), [at(0)]),
  ])
    expect(act).toThrow(expect.objectContaining({ code: 'item-held' }));
});

async function verifyTampered(sql: string): Promise<boolean> {
  const { catalogue } = world.archive;
  catalogue.exec('SAVEPOINT tampering');
  catalogue.exec(sql);
  const found = await findings();
  catalogue.exec('ROLLBACK TO tampering; RELEASE tampering');
  return found.length > 0;
}
