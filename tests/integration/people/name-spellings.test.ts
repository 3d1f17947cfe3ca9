import { expect, test } from 'vitest';
import { aboutPerson } from '../../../src/core/people/about-person.ts';
import { erasePerson } from '../../../src/core/people/erase-person.ts';
import { itemsOf } from '../../../src/core/disposition/items.ts';
import { editItems } from '../../../src/core/description/edit.ts';
import { createRecord } from '../../../src/core/records/edit-record.ts';
import { refreshRecordTexts } from '../../../src/core/records/record-index.ts';
import { refreshTexts } from '../../../src/core/search/refresh-text.ts';
import { parts, spellings } from '../../fixtures/name-spellings.ts';
import { newTestArchive } from '../../helpers/archive.ts';
import { verifyHere } from '../../helpers/killing.ts';
import { formsOf, tracesIn } from '../../helpers/traces.ts';

const { signal } = new AbortController();
const forms = [...Object.values(spellings), ...Object.values(parts)];
/** Words that the texts have beside the name. */
const others = ['Petrosi', 'called', 'title', 'there', 'https', 'example'];
const pieces = forms
  .flatMap((form) => form.match(/\p{L}{5,}/gu) ?? [])
  .filter((one) => !others.includes(one));
const needles = [...new Set([...forms, ...pieces])]
  .flatMap((text) => formsOf(text))
  .filter(({ length }) => length >= 5);

test('in whatever way the name of somebody is written, after the erasure it is in no byte', async () => {
  const { archive, pool } = await newTestArchive({ 'one.jpg': 'one' }, { encrypted: false });
  const person = createRecord(archive, 'actor', { names: [{ text: 'Qzxarouhi Wkvestimonyan' }] });
  for (const form of forms)
    createRecord(archive, 'place', { names: [{ text: 'A house' }], description: `${form} lived here` });
  const number = archive.catalogue.prepare<[], string>('SELECT number FROM item').pluck().all();
  const items = itemsOf(archive, number).map(({ id }) => id);
  const changes = { description: forms.join(';\n') };
  await editItems(archive, { items, changes }, { signal, onProgress: () => undefined });
  refreshRecordTexts(archive);
  refreshTexts(archive);
  const report = await aboutPerson(archive, person.number, { also: [], language: 'en', signal });
  const ofPlaces = report.occurrences.filter(({ where }) => where === 'record');
  expect(ofPlaces).toHaveLength(forms.length);
  expect(ofPlaces.filter(({ suggested }) => suggested === 'leave')).toHaveLength(Object.keys(parts).length);
  const erased = erasePerson(
    archive,
    {
      ...{ person: person.number, also: [], reason: 'consent-withdrawn', instead: '[erased]', destroy: [] },
      choices: Object.fromEntries(report.occurrences.map(({ key }) => [key, 'replace'])),
    },
    report,
    { confirmed: report.places, lockedSealed: 'refuse' },
    null,
  );
  expect(erased).toMatchObject({ left: 0, rewritten: forms.length + 1 });
  archive.close();
  expect(tracesIn(archive.path, needles)).toEqual([]);
  expect((await verifyHere(archive.path)).findings).toEqual([]);
  await pool.close();
});
