import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refuseWhileExporting, whileExporting } from '../../src/core/archive/exporting.ts';
import { listItems } from '../../src/core/catalogue/list.ts';
import { findItems } from '../../src/core/catalogue/narrow.ts';
import { countTags } from '../../src/core/catalogue/tags.ts';
import { readEvents, valuesOf } from '../../src/core/custody/read.ts';
import { editItems } from '../../src/core/description/edit.ts';
import { listRevisions, restoreRevision, undoAct } from '../../src/core/description/history.ts';
import { previewEdit } from '../../src/core/description/preview.ts';
import { hideItems } from '../../src/core/disposition/change-state.ts';
import { destroyItems } from '../../src/core/disposition/destroy.ts';
import { eraseItemFields } from '../../src/core/disposition/erase.ts';
import { itemRow, itemsOf } from '../../src/core/disposition/items.ts';
import { showDisposed } from '../../src/core/disposition/show.ts';
import { exportFromArchive } from '../../src/core/packages/export-from-archive.ts';
import { checkCatalogue } from '../../src/core/verify/archive-catalogue.ts';
import type { ItemChanges } from '../../src/shared/records/description.ts';
import { newTestArchive, type TestArchive } from '../helpers/archive.ts';
import { valuesIn } from '../helpers/disposition.ts';
import { verifierWith } from '../helpers/verifier.ts';

const signal = new AbortController().signal;
const handlers = { signal, onProgress: () => undefined };
let world: TestArchive;
let ids: readonly number[];

beforeEach(async () => {
  world = await newTestArchive({ 'a.jpg': 'a', 'b.jpg': 'b', 'c.jpg': 'c' });
  ids = world.archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all();
});
afterEach(() => world.close());

const edit = (changes: ItemChanges, items: readonly number[] = ids.slice(0, 1)) =>
  editItems(world.archive, { items, changes }, handlers);
const numberOf = (id: number): string => itemRow(world.archive, id).number;
const findings = async () => (await checkCatalogue(world.archive, signal)).map(({ detail }) => detail);
const show = (id: number) => showDisposed(world.archive, id);

const everything: ItemChanges = {
  title: ' Կաթողիկե church ',
  description: 'northwall destroyed',
  captured: '1915~',
  position: { latitude: 39.2, longitude: 45.5, precision: 100, basis: 'from a map' },
  languages: ['HY', 'az-latn'],
  rights: 'CC BY',
  confidentiality: 'confidential',
  isGraphic: true,
  reviewState: 'reviewed',
  tags: ['Աղթամար', 'минарет', 'Minaret', 'MINARET'],
};

describe('an edit', () => {
  test('is shown, found, kept as a revision, told by an event without values, and verifies', async () => {
    const [id = 0] = ids;
    const result = await edit(everything);
    expect(result).toMatchObject({ edited: 1, unchanged: 0, refused: [], items: [{ revision: 2 }] });
    expect(show(id)).toMatchObject({
      title: 'Կաթողիկե church',
      captured: '1915~',
      position: everything.position,
      languages: ['hy', 'az-Latn'],
      confidentiality: 'confidential',
      isGraphic: true,
      reviewState: 'reviewed',
      tags: ['Աղթամար', 'минарет', 'Minaret'],
      asserted: { title: 'Կաթողիկե church', captured: '1915~', position: everything.position },
      revision: 2,
    });
    for (const word of ['northwall', 'կաթողիկե', 'минарет', 'minaret'])
      expect(findItems(world.archive, word), word).toEqual([id]);
    const [event] = [...readEvents(world.archive.catalogue, world.archive.events.log.id)]
      .map(valuesOf)
      .slice(-1);
    expect(event).toMatchObject({ type: 'metadata modification', act: result.act, detail: { revision: 2 } });
    const text = JSON.stringify(event);
    for (const value of ['northwall', 'Minaret', '1915', '39.2', 'CC BY']) expect(text).not.toContain(value);
    expect(listRevisions(world.archive, id)[0]).toMatchObject({
      revision: 2,
      act: result.act,
      changes: expect.arrayContaining([
        { field: 'isGraphic', old: false, new: true, erased: false },
      ]) as unknown,
    });
    expect(await findings()).toEqual([]);
    expect(listItems(world.archive, { query: null, limit: 1, offset: 0 }).items[0]).toMatchObject({
      isGraphic: true,
      mediaType: 'image/jpeg',
    });
  });

  test('that changes nothing leaves no revision and no event', async () => {
    await edit(everything);
    const { size } = world.archive.events.log.row();
    expect(await edit(everything)).toMatchObject({ edited: 0, unchanged: 1 });
    expect(world.archive.events.log.row().size).toBe(size);
  });

  test('takes values away, and what they said is found no more', async () => {
    await edit(everything);
    await edit({ title: null, description: '', tags: [], position: null, captured: null, languages: null });
    expect(show(ids[0] ?? 0)).toMatchObject({ title: 'a.jpg', tags: [], languages: [], position: null });
    for (const word of ['northwall', 'minaret']) expect(findItems(world.archive, word)).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  test('made from an older state is refused; what is hidden, destroyed or unknown stays as it is', async () => {
    const { archive } = world;
    await edit({ title: 'One' });
    const outdated = { items: ids.slice(0, 1), changes: { title: 'Two' }, expectedRevision: 1 };
    await expect(editItems(archive, outdated, handlers)).rejects.toMatchObject({
      code: 'edited-elsewhere',
      details: { revision: 2 },
    });
    hideItems(archive, 'withdraw', { items: [numberOf(ids[1] ?? 0)], reason: 'other', note: null });
    const plain = { reason: 'other', note: null, request: null, receipt: null, keepsRecord: false };
    const items = itemsOf(archive, [numberOf(ids[2] ?? 0)]);
    await edit({ title: 'Qzxtitle', tags: ['Qzxtag'] }, ids.slice(2));
    destroyItems(archive, { ...plain, items, confirmed: 1, lockedSealed: 'refuse' });
    expect(
      valuesIn(archive.catalogue).some((value) => /qzx(?:title|tag|name|other)/i.test(value.toString())),
    ).toBe(false);
    const result = await edit({ title: 'All' }, ids);
    expect(result).toMatchObject({
      edited: 1,
      refused: [{ code: 'item-hidden' }, { code: 'item-destroyed' }],
    });
    expect((await findings()).filter((found) => !found.includes('disposed'))).toEqual([]);
  });

  test.each([
    [{ captured: '2019-02-29' }, 'date-invalid'],
    [{ languages: ['not a language'] }, 'description-invalid'],
    [{ tags: [' '] }, 'description-invalid'],
    [{ title: 'x'.repeat(3000) }, 'description-invalid'],
    [{ rights: '\ud800' }, 'description-invalid'],
  ])('that cannot be written is refused: %j', async (changes, code) => {
    await expect(edit(changes)).rejects.toMatchObject({ code });
  });

  test('waits for an export: what a package tells stays as it was when it began', async () => {
    await whileExporting(world.archive, async () => {
      await expect(edit({ title: 'x' })).rejects.toMatchObject({ code: 'export-running' });
    });
    expect(() => refuseWhileExporting(world.archive)).not.toThrow();
  });

  test('stands in a package that verifies', async () => {
    const { archive, pool, folder } = world;
    await edit(everything);
    await edit({ addTags: ['later'] }, ids);
    const destination = join(folder, 'package');
    const request = { destination, profile: 'transfer', form: 'folder', itemIds: ids, ...handlers } as const;
    await exportFromArchive(archive, pool, request);
    expect(await verifierWith(pool)(destination)).toMatchObject({ verdict: 'verified', findings: [] });
  });
});

describe('tags', () => {
  test('are counted without what is hidden, and one tag is spelled as it was first typed', async () => {
    await edit({ addTags: ['Église'] }, ids.slice(0, 1));
    await edit({ addTags: ['église'.normalize('NFD').toUpperCase(), 'b'] }, ids);
    expect(countTags(world.archive)).toEqual([
      { tag: 'b', items: 3 },
      { tag: 'Église', items: 3 },
    ]);
    await edit({ removeTags: ['B'] }, ids.slice(1));
    hideItems(world.archive, 'withdraw', { items: [numberOf(ids[2] ?? 0)], reason: 'other', note: null });
    expect(countTags(world.archive)).toEqual([
      { tag: 'Église', items: 2 },
      { tag: 'b', items: 1 },
    ]);
    expect(await findings()).toEqual([]);
  });
});

test('a preview says what would be overwritten, and changes nothing', async () => {
  await edit({ title: 'Before' }, ids.slice(0, 2));
  const { size } = world.archive.events.log.row();
  const preview = await previewEdit(world.archive, { items: ids, changes: { title: 'After' } }, signal);
  expect(preview).toEqual({
    items: 3,
    refused: [],
    fields: [
      {
        field: 'title',
        changed: 3,
        overwrites: 2,
        examples: ids.slice(0, 2).map((id) => ({ number: numberOf(id), old: 'Before' })),
      },
    ],
  });
  expect(world.archive.events.log.row().size).toBe(size);
});

describe('what was edited can be put back', () => {
  test('a whole act, but not what was edited since; and the undoing can be undone', async () => {
    await edit({ title: 'First', tags: ['one'] }, ids);
    const { act } = await edit({ title: 'Second', addTags: ['two'] }, ids);
    await edit({ title: 'Third' }, ids.slice(2));
    const undone = await undoAct(world.archive, act, handlers);
    expect(undone).toMatchObject({ edited: 2, refused: [{ code: 'edited-since' }] });
    expect(show(ids[0] ?? 0)).toMatchObject({ title: 'First', tags: ['one'], revision: 4 });
    expect(show(ids[2] ?? 0)).toMatchObject({ title: 'Third' });
    await undoAct(world.archive, undone.act, handlers);
    expect(show(ids[0] ?? 0)).toMatchObject({ title: 'Second', tags: ['one', 'two'] });
    await expect(undoAct(world.archive, 'x', handlers)).rejects.toMatchObject({ code: 'act-not-found' });
    expect(await findings()).toEqual([]);
  });

  test('an item, to any of its revisions', async () => {
    const [id = 0] = ids;
    await edit(everything);
    await edit({ title: 'Later', isGraphic: false });
    await restoreRevision(world.archive, id, 2, handlers);
    expect(show(id)).toMatchObject({ title: 'Կաթողիկե church', isGraphic: true, revision: 4 });
    await restoreRevision(world.archive, id, 1, handlers);
    expect(show(id)).toMatchObject({ asserted: { title: null }, tags: [], isGraphic: false });
    await expect(restoreRevision(world.archive, id, 9, handlers)).rejects.toMatchObject({
      code: 'revision-not-found',
    });
    expect(await findings()).toEqual([]);
  });
});

describe('after an erasure', () => {
  test('no revision holds the value, and every revision is bound', async () => {
    const { archive } = world;
    const [id = 0] = ids;
    await edit({ title: 'Qzxname one', tags: ['Qzxtag'], rights: 'kept' });
    await edit({ title: 'Qzxname two', addTags: ['Qzxother'] });
    await edit({ description: 'more' });
    eraseItemFields(archive, numberOf(id), ['title', 'tags'], null);
    for (const db of [archive.catalogue, archive.derived!])
      expect(
        valuesIn(db)
          .filter((value) => /qzx(?:title|tag|name|other)/i.test(value.toString()))
          .map(String),
      ).toEqual([]);
    expect(await findings()).toEqual([]);
    const revisions = listRevisions(archive, id);
    expect(revisions.map(({ changes }) => changes.filter(({ erased }) => erased).length)).toEqual([
      0, 2, 2, 0,
    ]);
    await edit({ rights: 'other' });
    await restoreRevision(archive, id, 2, handlers);
    expect(show(id)).toMatchObject({ rights: 'kept', asserted: { title: null } });
    expect(await findings()).toEqual([]);
    for (const number of [1, 2, 3, 4, 5, 6]) {
      archive.catalogue.exec('SAVEPOINT tampering');
      archive.catalogue
        .prepare(
          "UPDATE revision SET changed_at = '2020-01-01T00:00:00.000Z' WHERE record_uid = ? AND number = ?",
        )
        .run(itemRow(archive, id).uid, number);
      expect(await findings(), String(number)).toEqual([expect.stringContaining(`revision ${number} of`)]);
      archive.catalogue.exec('ROLLBACK TO tampering; RELEASE tampering');
    }
  });
});

test('a search misses nothing while the index lags, and opening catches up', async () => {
  const { archive } = world;
  const [id = 0] = ids;
  await edit({ title: 'catchword' });
  archive.derived!.prepare('INSERT OR REPLACE INTO item_text (rowid, title) VALUES (?, ?)').run(id, 'stale');
  archive.catalogue.prepare('INSERT INTO text_task (item_id) VALUES (?)').run(id);
  expect(findItems(archive, 'catchword')).toEqual([id]);
  expect(findItems(archive, 'stale')).toEqual([]);
});
