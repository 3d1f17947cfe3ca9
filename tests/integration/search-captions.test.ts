import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { findItems } from '../../src/core/catalogue/narrow.ts';
import { indexText } from '../../src/core/search/index-text.ts';
import { newTestArchive } from '../helpers/archive.ts';

test('what people write into a picture is found as it sounds, and what programs write, as it is written', async () => {
  const world = await newTestArchive({ 'a.jpg': 'a', 'b.jpg': 'b' });
  const { archive } = world;
  try {
    const tags = [
      { 'IPTC:Caption-Abstract': 'Արևելյան պատը', 'XMP-dc:Subject': ['Noravank'], 'IPTC:City': 'Areni' },
      { 'EXIF:Software': 'Noravank Studio' },
    ];
    const store = archive.catalogue.prepare('UPDATE file SET metadata = ? WHERE item_id = ?');
    const items = archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all();
    for (const [at, id] of items.entries()) store.run(deflateRawSync(JSON.stringify(tags[at])), id);
    indexText(archive, items);
    const [captioned = 0] = items;
    expect(findItems(archive, 'Нораванк')).toEqual([captioned]);
    expect(findItems(archive, 'Arevelyan')).toEqual([captioned]);
    expect(findItems(archive, 'место:Арени')).toEqual([captioned]);
    expect(findItems(archive, 'noravank')).toEqual(items);
    expect(findItems(archive, 'metadata:"noravank studio"')).toEqual(items.slice(1));
  } finally {
    await world.close();
  }
});
