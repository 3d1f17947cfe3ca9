import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readTiles } from '../../src/core/map/tiles.ts';
import type { TilesDetail } from '../../src/shared/records/map.ts';
import { pmtiles } from '../helpers/pmtiles.ts';

function told(metadata: string): { readonly size: number; readonly detail: Promise<TilesDetail> } {
  const bytes = pmtiles({ metadata: gzipSync(metadata) });
  const file = {
    size: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
    close: () => undefined,
  };
  return { size: bytes.length, detail: readTiles(file, 'given.pmtiles') };
}

test('mark-up around an attribution is taken off it', async () => {
  const { detail } = told(
    JSON.stringify({ attribution: '<a href="https://x">© One</a> & <b\n>two</b> 1 < 2' }),
  );
  expect(await detail).toMatchObject({ attribution: '© One & two 1 < 2', layers: [] });
});

// Each opened tag was once looked for an end of through all that follows: 35 s and more of this one, where now it is milliseconds.
test('a small file whose attribution is nothing but opened tags is read at once', async () => {
  const { size, detail } = told(JSON.stringify({ attribution: '<'.repeat(200_000) }));
  expect(size).toBeLessThan(1000);
  expect((await detail).attribution).toBe('<'.repeat(1000));
}, 20_000);

test('what a file says beyond what is shown of it is not looked at', async () => {
  const layers = Array.from({ length: 100 }, (_, index) => ({ id: `layer ${index}` }));
  const more = Array.from({ length: 1_000_000 }, () => 0);
  const { detail } = told(
    JSON.stringify({ attribution: `<i>${'x'.repeat(2_000_000)}</i>`, vector_layers: [...layers, ...more] }),
  );
  expect(await detail).toMatchObject({
    layers: layers.map(({ id }) => id),
    attribution: 'x'.repeat(1000),
  });
});

test('layers that are none are refused as they were', async () => {
  for (const given of ['none', [0], [{ id: 1 }], [{ id: 'x'.repeat(201) }]])
    await expect(told(JSON.stringify({ vector_layers: given })).detail).rejects.toMatchObject({
      code: 'map-unusable',
    });
});
