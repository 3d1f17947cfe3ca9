import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, hosted, raw, type Asking } from '../../helpers/browser-host.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const json = { 'content-type': 'application/json' };
const asking = (bearer: string, headers: Record<string, string> = {}): Asking => ({
  method: 'POST',
  headers: { ...json, authorization: `Bearer ${bearer}`, ...headers },
  body: JSON.stringify({ json: {} }),
});
const start = '/rpc/host/start';

describe('who may call', () => {
  test('whoever has the bearer, and nobody without it, with a wrong one, or with cookies', async () => {
    const { enter } = await hosted();
    const { bearer, origin } = await enter();
    expect((await ask(origin, start, asking(bearer))).status).toBe(200);
    for (const headers of [
      json,
      { ...json, authorization: 'Bearer x' },
      { ...json, authorization: `Basic ${bearer}` },
      { ...json, cookie: `bearer=${bearer}; token=${bearer}; session=${bearer}` },
    ]) {
      const answer = await ask(origin, start, { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  test('the token of the start address works once, and stands in no address that is sent', async () => {
    const { host, enter } = await hosted();
    expect(new URL(host.startAddress)).toMatchObject({ pathname: '/', search: '' });
    expect(new URL(host.startAddress).hash).toMatch(/^#token=[\w-]{43}$/);
    const { client } = await enter();
    await expect(enter()).rejects.toMatchObject({ code: 'host-refused' });
    expect((await client.host.start()).archive).toBe(null);
  });

  test('a flood of wrong tokens neither opens the door nor keeps the right page out', async () => {
    const { origin, enter } = await hosted();
    const guess = (): Promise<number> =>
      ask(origin, '/session', { method: 'POST', headers: json, body: '{"token":"guess"}' }).then(
        ({ status }) => status,
      );
    const flood = async (): Promise<Set<number>> => {
      const statuses = new Set<number>();
      for (let round = 0; round < 20; round += 1)
        for (const status of await Promise.all(Array.from({ length: 25 }, guess))) statuses.add(status);
      return statuses;
    };
    const first = flood();
    const { client } = await enter();
    expect([...(await first)]).toEqual([401]);
    const second = flood();
    expect((await client.host.start()).version).toMatch(/^\d/);
    expect([...(await second)]).toEqual([401]);
  });
});

describe('where a call may come from', () => {
  const from = async (headers: Record<string, string>): Promise<number> => {
    const { enter } = await hosted();
    const { bearer, origin } = await enter();
    return (await ask(origin, start, asking(bearer, headers))).status;
  };

  test.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1', '[::1]', '127.0.0.1.evil.example'])(
    'not with the Host %s, whatever else it has',
    async (host) => expect(await from({ host })).toBe(421),
  );

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost', 'file://'])(
    'not from the origin %s: another site, another port',
    async (origin) => expect(await from({ origin })).toBe(403),
  );

  test.each(['cross-site', 'same-site', 'none'])('not as a %s request', async (site) => {
    expect(await from({ 'sec-fetch-site': site, 'sec-fetch-mode': 'cors' })).toBe(403);
  });

  test('from its own page it is answered', async () => {
    const { enter } = await hosted();
    const { bearer, origin } = await enter();
    const own = { origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
    expect((await ask(origin, start, asking(bearer, own))).status).toBe(200);
  });

  test('the host of a request is not told twice', async () => {
    const { origin } = await hosted();
    const { host } = new URL(origin);
    const { text } = await raw(
      origin,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 4/);
  });
});

describe('what acts', () => {
  test('nothing on GET, HEAD, PUT or OPTIONS', async () => {
    const { enter } = await hosted();
    const { bearer, origin } = await enter();
    const headers = { authorization: `Bearer ${bearer}` };
    const quit = `/rpc/host/quit?data=${encodeURIComponent('{"json":{"stopWork":true}}')}`;
    for (const [method, status] of [
      ['GET', 404],
      ['HEAD', 404],
      ['PUT', 405],
      ['OPTIONS', 405],
      ['DELETE', 405],
    ] as const) {
      const answer = await ask(origin, quit, { method, headers });
      expect(answer.status, method).toBe(status);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect((await ask(origin, start, asking(bearer))).status).toBe(200);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json-patch',
    '',
  ])('no POST of the type "%s", which a form or a simple request could send', async (type) => {
    const { enter } = await hosted();
    const { bearer, origin } = await enter();
    const answer = await ask(origin, start, asking(bearer, { 'content-type': type }));
    expect(answer.status).toBe(415);
  });

  test('an address of the contract that there is not is not found', async () => {
    const { enter } = await hosted();
    const { bearer, origin } = await enter();
    for (const path of ['/rpc/nothing', '/rpc/', '/rpc/host/__proto__', '/other'])
      expect((await ask(origin, path, asking(bearer))).status).toBe(404);
  });
});

describe('pages', () => {
  const built = (): string => {
    const pages = join(temporaryFolder(), 'renderer');
    mkdirSync(join(pages, 'assets'), { recursive: true });
    writeFileSync(join(pages, 'index.html'), '<p>built</p>');
    writeFileSync(join(pages, 'assets', 'a.js'), 'export {}');
    writeFileSync(join(pages, '..', 'outside.txt'), 'outside');
    return pages;
  };

  test('the built interface is served, with its types, and nothing beside it', async () => {
    const { origin } = await hosted({ pages: built() });
    const page = await ask(origin, '/');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.body.toString()).toBe('<p>built</p>');
    const script = await ask(origin, '/assets/a.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    for (const path of [
      '/../outside.txt',
      '/%2e%2e/outside.txt',
      '/assets/../../outside.txt',
      '/assets',
      '/?x',
    ])
      expect((await ask(origin, path)).status, path).toBe(404);
  });

  test('without one, a page says so', async () => {
    const { origin } = await hosted();
    const { status, body } = await ask(origin, '/');
    expect(status).toBe(200);
    expect(body.toString()).toContain('npm run build');
  });

  test('every answer carries the walls, also a refusal', async () => {
    const { origin } = await hosted({ pages: built() });
    for (const [path, headers] of [
      ['/', {}],
      ['/assets/a.js', {}],
      ['/nothing', {}],
      ['/', { origin: 'https://evil.example' }],
    ] as const) {
      const answer = await ask(origin, path, { headers });
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      const policy = String(answer.headers['content-security-policy']).split('; ');
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy.join()).not.toContain('unsafe');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  test('the start page may be gone to from anywhere, for the redirect file is elsewhere; nothing else may', async () => {
    const { origin } = await hosted({ pages: built() });
    const go = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await ask(origin, '/', { headers: go })).status).toBe(200);
    expect((await ask(origin, '/assets/a.js', { headers: go })).status).toBe(403);
    expect((await ask(origin, '/', { headers: { ...go, 'sec-fetch-dest': 'iframe' } })).status).toBe(403);
    const image = { ...go, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    expect((await ask(origin, '/', { headers: image })).status).toBe(403);
    const typed = { ...go, 'sec-fetch-site': 'none' };
    expect((await ask(origin, '/', { headers: typed })).status).toBe(200);
  });
});

describe('limits', () => {
  const limits = { headers: 400, body: 400, bodyBytes: 10_000, headerBytes: 4096, connections: 20 };

  test('headers that dribble in are cut off, and so is a connection that says nothing', async () => {
    const { origin } = await hosted({ limits });
    const { host } = new URL(origin);
    for (const bytes of [`GET / HTTP/1.1\r\nHost: ${host}\r\nX: `, '']) {
      const { after } = await raw(origin, bytes);
      expect(after).toBeLessThan(5000);
    }
  });

  test('a body that dribbles in is cut off', async () => {
    const { enter } = await hosted({ limits });
    const { bearer, origin } = await enter();
    const { host } = new URL(origin);
    const head = `POST ${start} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${bearer}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
    const { after, text } = await raw(origin, head);
    expect(after).toBeLessThan(5000);
    expect(text).not.toContain('200 OK');
  });

  test('a body that is too large is refused, whether it says so or not, long before it would be late', async () => {
    const { enter } = await hosted({ limits: { ...limits, body: 60_000 } });
    const { bearer, origin } = await enter();
    const { host } = new URL(origin);
    const head = `POST ${start} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${bearer}\r\nContent-Type: application/json\r\n`;
    for (const rest of [
      'Content-Length: 20000\r\n\r\n',
      `Transfer-Encoding: chunked\r\n\r\n${`1000\r\n${'x'.repeat(0x1000)}\r\n`.repeat(4)}`,
    ]) {
      const { text, after } = await raw(origin, head + rest);
      expect(text).toMatch(/^HTTP\/1\.1 413/);
      expect(after).toBeLessThan(5000);
    }
    expect((await ask(origin, start, asking(bearer))).status).toBe(200);
  });

  test('without the bearer not one byte of a body is waited for', async () => {
    const { origin } = await hosted();
    const { host } = new URL(origin);
    const { text, after } = await raw(
      origin,
      `POST ${start} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 401/);
    expect(after).toBeLessThan(5000);
  });

  test('headers that are too large are refused', async () => {
    const { origin } = await hosted({ limits });
    expect((await ask(origin, '/', { headers: { x: 'y'.repeat(8000) } })).status).toBe(431);
  });

  test('many silent connections do not keep a page out for longer than headers may take', async () => {
    const { origin } = await hosted({ limits });
    const silent = Array.from({ length: 30 }, () => raw(origin, ''));
    await Promise.all(silent);
    expect((await ask(origin, '/')).status).toBe(200);
  });
});
