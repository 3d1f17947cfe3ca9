import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openCore, type Core } from '../../src/core/router/core.ts';
import { startHost, type BrowserHost, type HostOptions } from '../../src/main/browser/host.ts';
import { claimBearer, httpClient, type HostedClient } from '../../src/shared/binding/http-client.ts';
import { inspector } from './archive.ts';
import { temporaryFolder } from './folders.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

/** One request, with exactly these headers besides `Host`. Ends within ten seconds. */
export function ask(origin: string, path: string, asking: Asking = {}): Promise<Answer> {
  const { hostname, port, host } = new URL(origin);
  const { method = 'GET', headers = {}, body } = asking;
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method, headers: { host, ...headers }, agent: false, timeout: 10_000 },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends bytes as they are and says what came back, and after how many milliseconds the other end hung up (at most ten seconds). */
export function raw(origin: string, bytes: string): Promise<{ text: string; after: number }> {
  const { hostname, port } = new URL(origin);
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const done = (): void => resolve({ text, after: performance.now() - began });
    const late = setTimeout(() => socket.destroy(), 10_000);
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(late);
      done();
    });
    socket.write(bytes);
  });
}

export interface Hosted {
  readonly host: BrowserHost;
  readonly origin: string;
  readonly core: Core;
  readonly faults: unknown[];
  /** Takes the start address's token, as the page does. */
  readonly enter: () => Promise<{ client: HostedClient; bearer: string; origin: string }>;
}

/** A browser host of its own for one test. `inspector` stands in for the decoders unless `decode` is set. */
export async function hosted(
  options: Partial<HostOptions> & { decode?: boolean; clock?: () => Date } = {},
): Promise<Hosted> {
  const { decode = false, clock, ...rest } = options;
  const whole = openCore(clock ? { clock } : {});
  const core = decode ? whole : { ...whole, inspector: () => inspector };
  const faults: unknown[] = [];
  const pages = join(temporaryFolder(), 'absent');
  const host = await startHost(core, {
    pages,
    archive: null,
    onFault: (fault) => faults.push(fault),
    ...rest,
  });
  onTestFinished(async () => {
    await host.end();
    await whole.close();
  });
  const { origin } = host;
  const token = new URL(host.startAddress).hash.replace('#token=', '');
  return {
    host,
    origin,
    core,
    faults,
    async enter() {
      const bearer = await claimBearer(origin, token);
      return { client: httpClient({ origin, bearer }), bearer, origin };
    },
  };
}

/** An archive, open for writing, that has taken in files of these contents. */
export async function archiveWith(
  client: HostedClient,
  files: Readonly<Record<string, string | Uint8Array>>,
  encryption: Parameters<HostedClient['archives']['create']>[0]['encryption'] = null,
) {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')];
  mkdirSync(card);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(card, name), content);
  await client.archives.create({ path, name: 'Hosted', operator: null, encryption });
  const unlock = encryption?.find((one) => one.by === 'passphrase') ?? null;
  const { archive } = await client.archives.open({
    path,
    access: 'write',
    unlock: unlock ? { by: 'passphrase', passphrase: unlock.passphrase } : null,
  });
  const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
  if (Object.keys(files).length > 0)
    for await (const { failures } of await client.ingest.run(request))
      if (failures > 0) throw new Error('import');
  return { archive, path, base, card };
}

/** Addresses of an archive's files by the names they came with. */
export async function addressesByName(client: HostedClient, archive: string) {
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  const of = { by: 'items', ids: items.map(({ id }) => id) } as const;
  const { addresses } = await client.media.addresses({ archive, of });
  return new Map(items.map(({ title }, at) => [title, addresses[at]!]));
}
