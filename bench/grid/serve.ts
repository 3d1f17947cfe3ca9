import { createRouterClient } from '@orpc/server';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { startHost } from '../../src/main/browser/host.ts';

/**
 * The browser host in a process of its own, as it is in life, so that what its event loop is kept from is its own doing. Told by
 * its parent what else to do; `[PAGES, ARCHIVE]`.
 */
const [, , pages = '', archive = ''] = process.argv;

const order = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('rows'),
    archive: z.string(),
    snapshot: z.string(),
    from: z.number(),
    count: z.number(),
  }),
  z.object({
    do: z.literal('busy'),
    archive: z.string(),
    paths: z.array(z.string()),
    queries: z.array(z.string()),
  }),
  z.object({ do: z.literal('search'), archive: z.string(), query: z.string() }),
  /** The only map there is from now on; null: there is none. */
  z.object({ do: z.literal('own-map'), path: z.string().nullable() }),
  z.object({ do: z.literal('end') }),
]);
export type Order = z.infer<typeof order>;

const core = openCore({ isBehindWindow: true });
const client = createRouterClient(router, { context: { core } });
const host = await startHost(core, { pages, archive, onFault: (error) => console.error(error) });
process.send?.({ startAddress: host.startAddress });
process.on('message', (message) => {
  void carryOut(order.parse(message)).then((answer) => {
    if (process.connected) process.send?.({ answer });
  });
});

async function carryOut(wanted: Order): Promise<unknown> {
  switch (wanted.do) {
    case 'rows':
      return (await client.items.rows(wanted)).rows.map(({ number }) => number);
    case 'busy':
      return busy(wanted.archive, wanted.paths, wanted.queries);
    case 'search':
      return search(wanted.archive, wanted.query);
    case 'own-map': {
      const archive = core.opened()[0]?.[0] ?? '';
      for (const { id } of (await client.map.files({ archive })).files)
        await client.map.removeFile({ archive, file: id });
      if (wanted.path === null) return null;
      const path = { text: wanted.path };
      const adding = await client.map.addFile({ archive, path, workingFolder: '/', kind: 'tiles' });
      while ((await adding.next()).done !== true);
      return null;
    }
    case 'end':
      await host.end();
      await core.close();
      process.disconnect();
      return null;
  }
}

async function search(handle: string, query: string): Promise<{ total: number; milliseconds: number }> {
  const filter = { query, camera: null, accession: null, state: null };
  const began = performance.now();
  const sort = { by: 'captured', descending: true } as const;
  const { snapshot, total } = await client.items.snapshot({ archive: handle, filter, sort });
  await client.items.rows({ archive: handle, snapshot, from: 0, count: 100 });
  const milliseconds = performance.now() - began;
  await client.items.release({ archive: handle, snapshot });
  return { total, milliseconds };
}

/** Takes in and searches at once. How long whatever else there was to do had to wait. */
async function busy(handle: string, paths: readonly string[], queries: readonly string[]) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let isDone = false;
  const taking = async (): Promise<number> => {
    const request = {
      archive: handle,
      paths: paths.map((text) => ({ text })),
      workingFolder: '/',
      description: {},
    };
    const stream = await client.ingest.run(request);
    for (;;) {
      const next = await stream.next();
      if (next.done !== true) continue;
      isDone = true;
      return next.value.imported;
    }
  };
  let searches = 0;
  const searching = async (): Promise<void> => {
    for (; !isDone; searches += 1) await search(handle, queries[searches % queries.length] ?? '');
  };
  const [imported] = await Promise.all([taking(), searching()]);
  delay.disable();
  return { imported, searches, p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 };
}
