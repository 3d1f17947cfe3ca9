import { expect, test } from 'vitest';
import { earlierNames, eraseEarlierNames } from '../../../src/core/people/earlier-names.ts';
import { statesOf } from '../../../src/core/people/person.ts';
import { readRealName } from '../../../src/core/people/real-name.ts';
import { createRecord, editRecord } from '../../../src/core/records/edit-record.ts';
import { refreshRecordTexts } from '../../../src/core/records/record-index.ts';
import { createSealed, lockSealed, unlockSealed } from '../../../src/core/sealed/sealed-records.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import { newTestArchive } from '../../helpers/archive.ts';
import { cheap } from '../../helpers/encryption.ts';
import { verifyHere } from '../../helpers/killing.ts';
import { formsOf, tracesIn } from '../../helpers/traces.ts';

const name = 'Qzxarouhi Wkvestimonyan';
const { signal } = new AbortController();

test('the name somebody had before the pseudonym is taken out of every revision, and of every byte', async () => {
  const world = await newTestArchive({ 'one.jpg': 'one' });
  const { archive } = world;
  const actor = createRecord(archive, 'actor', {
    names: [{ text: name }, { text: 'K-7' }],
    description: `${name} kept the keys`,
  });
  editRecord(archive, actor.number, { names: [{ text: 'K-7' }], description: 'Kept the keys.' });
  expect(earlierNames(archive, actor.number)).toEqual([]);
  editRecord(archive, actor.number, { isPseudonymous: true });
  editRecord(archive, actor.number, { names: [{ text: 'Witness 7' }] });
  // One pseudonym after another is no real name.
  expect(earlierNames(archive, actor.number)).toEqual(['K-7', name]);
  refreshRecordTexts(archive);
  const why = { reason: 'not-a-reason', keep: false };
  expect(() => eraseEarlierNames(archive, actor.number, why)).toThrow(
    expect.objectContaining({ code: 'reason-unknown' }) as Error,
  );
  expect(eraseEarlierNames(archive, actor.number, { reason: 'consent-withdrawn', keep: false })).toBe(2);
  expect(earlierNames(archive, actor.number)).toEqual([]);
  expect(statesOf(archive, actor)[0]?.content).toMatchObject({
    names: [{ text: '[erased]' }, { text: '[erased]' }],
    description: '[erased] kept the keys',
  });
  expect(await checkCatalogue(archive, signal)).toEqual([]);
  archive.close();
  expect(tracesIn(archive.path, formsOf('Qzxarouhi'))).toEqual([]);
  expect(tracesIn(archive.path, formsOf('Wkvestimonyan'))).toEqual([]);
  expect((await verifyHere(archive.path)).verdict).toBe('verified');
  await world.pool.close();
});

test('a source that wishes to stay unnamed may have had a name as its title, and the latest is kept sealed where that is wished', async () => {
  const world = await newTestArchive({ 'one.jpg': 'one' }, { encrypted: true });
  try {
    const { archive } = world;
    const unlock = { by: 'passphrase', passphrase: 'the second passphrase' } as const;
    const source = createRecord(archive, 'source', { title: name });
    editRecord(archive, source.number, { title: 'The neighbour' });
    expect(earlierNames(archive, source.number)).toEqual([]);
    editRecord(archive, source.number, { wishesAnonymity: true });
    expect(earlierNames(archive, source.number)).toEqual([name]);
    const erase = () => eraseEarlierNames(archive, source.number, { reason: null, keep: true });
    await createSealed(archive, [{ ...unlock, label: null }], cheap);
    lockSealed(archive);
    expect(erase).toThrow(expect.objectContaining({ code: 'sealed-locked' }) as Error);
    expect(earlierNames(archive, source.number)).toEqual([name]);
    await unlockSealed(archive, unlock);
    expect(erase()).toBe(1);
    expect(readRealName(archive, source.number)).toBe(name);
    expect(earlierNames(archive, source.number)).toEqual([]);
    const place = createRecord(archive, 'place', { names: [{ text: 'A house' }] });
    expect(() => earlierNames(archive, place.number)).toThrow(
      expect.objectContaining({ code: 'not-a-person' }) as Error,
    );
    expect(await checkCatalogue(archive, signal)).toEqual([]);
  } finally {
    await world.close();
  }
});
