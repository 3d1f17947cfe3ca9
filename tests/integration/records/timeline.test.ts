import { expect, test } from 'vitest';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { createRecord, setRemoved } from '../../../src/core/records/edit-record.ts';
import { recordTimeline } from '../../../src/core/records/record-timeline.ts';
import { recordTimeline as asContracted } from '../../../src/shared/records/timeline.ts';
import { newTestArchive } from '../../helpers/archive.ts';

const year = (number: number): number => Date.UTC(number, 0, 1);

test('incidents and assessments lie in the bins they are of, and across those they may be of', async () => {
  const world = await newTestArchive({ 'one.jpg': 'one' });
  const { archive } = world;
  const incident = (date?: string) =>
    createRecord(archive, 'incident', {
      title: 'A wall is taken down',
      ...(date === undefined ? {} : { date }),
    });
  for (const date of ['2020-11-09', '2020~', '2020-12/2021-02', '2021/..', '2030', undefined]) incident(date);
  setRemoved(archive, incident('2020-01-01').number, true);
  const place = createRecord(archive, 'place', { names: [{ text: 'A wall' }] });
  createRecord(archive, 'assessment', { of: uuidText(place.uid), date: '2021-05' });

  const edges = [year(2019), year(2020), year(2021), year(2022), year(2023)];
  const { extent, lanes } = asContracted.parse(await recordTimeline(archive, edges));
  expect(extent).toEqual({ from: year(2020), to: year(2031) });
  expect(lanes).toEqual([
    {
      kind: 'incident',
      total: 5,
      items: 4,
      sure: [0, 2, 0, 0],
      doubtful: [
        { from: year(2021), to: null, items: 1 },
        { from: year(2020), to: year(2022), items: 1 },
      ],
    },
    { kind: 'assessment', total: 1, items: 1, sure: [0, 0, 1, 0], doubtful: [] },
  ]);
  expect((await recordTimeline(archive, [])).lanes[0]).toMatchObject({ total: 5, items: 0, sure: [] });
  await world.close();
});
