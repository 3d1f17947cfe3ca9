import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { archiveOf, buildDesktop, launch, until } from '../../helpers/desktop.ts';
import { prevented } from '../../helpers/electron-stand-in/electron.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import type { HostShell } from '../../../src/shared/host/host-shell.ts';

let built: ReturnType<typeof buildDesktop>;
beforeAll(() => {
  built = buildDesktop();
});
afterAll(() => built.remove());

const passphrase = 'four words at least';

async function takeIn(shell: HostShell, archive: string, card: string, base: string) {
  const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
  const stream = await shell.client.ingest.run(request);
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return next.value;
  }
}

test('a page reaches the core over its port, and media by their signed addresses', async () => {
  const { electron, enter, quit } = await launch(built.out);
  const { shell } = await enter();
  expect(await shell.start()).toMatchObject({ version: '0.1.0', platform: process.platform });
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#845' } })
    .jpeg()
    .toBuffer();
  const { archive, card, base } = await archiveOf(shell, picture);
  expect(await takeIn(shell, archive, card, base)).toMatchObject({ imported: 1, failed: 0 });
  const { items } = await shell.client.items.list({ archive, query: null, limit: 9, offset: 0 });
  const of = { by: 'items', ids: items.map(({ id }) => id) } as const;
  const [given] = (await shell.client.media.addresses({ archive, of })).addresses;
  const get = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
    electron.schemes.get('stele')!(new Request(`stele://app${shell.mediaUrl(address)}`, { headers, method }));

  const shown = await get(given!.thumbnail!.address);
  expect(shown.status).toBe(200);
  expect(shown.headers.get('content-type')).toBe('image/webp');
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await sharp(await shown.arrayBuffer()).metadata()).format).toBe('webp');

  const view = await shell.client.media.picture({ archive, file: given!.file!, page: 0 });
  expect(view).toMatchObject({ kind: 'drawn', width: 64, height: 48, pages: 1, tiles: [] });
  if (view.kind !== 'drawn') throw new Error(view.reason);
  const seen = await get(view.whole.address);
  expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(await sharp(await seen.arrayBuffer()).metadata()).toMatchObject({ format: 'jpeg', width: 64 });
  expect((await get(view.whole.address, { 'sec-fetch-dest': 'document' })).status).toBe(403);
  // Left before it was drawn.
  const stop = new AbortController();
  const address = `stele://app${shell.mediaUrl(view.whole.address)}`;
  const left = electron.schemes.get('stele')!(new Request(address, { signal: stop.signal }));
  stop.abort();
  expect((await left).status).toBe(503);

  const original = given!.original!;
  const whole = await get(original);
  expect(whole.headers.get('content-disposition')).toContain('attachment; filename="picture.jpg"');
  expect(whole.headers.get('content-security-policy')).toContain('sandbox');
  expect(whole.headers.get('content-type')).toBe('application/octet-stream');
  expect(Buffer.from(await whole.arrayBuffer()).equals(picture)).toBe(true);

  const part = await get(original, { range: 'bytes=10-19' });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 10-19/${picture.length}`);
  expect(Buffer.from(await part.arrayBuffer()).equals(picture.subarray(10, 20))).toBe(true);
  expect((await get(original, { range: `bytes=${picture.length}-` })).status).toBe(416);
  const head = await get(original, {}, 'HEAD');
  expect([head.status, head.headers.get('content-length'), head.body]).toEqual([
    200,
    String(picture.length),
    null,
  ]);

  expect((await get(original.replace('/original/', '/thumbnail/'))).status).toBe(403);
  expect((await get(original.replace(/sig=.{5}/, 'sig=AAAAA'))).status).toBe(403);
  expect((await get(original, { 'sec-fetch-dest': 'image' })).status).toBe(403);
  await shell.client.archives.lock();
  expect((await get(original)).status).toBe(404);
  await quit();
});

test('a large original comes in pieces, and a reader that leaves ends it', async () => {
  const { electron, enter, quit } = await launch(built.out);
  const { shell } = await enter();
  const bytes = Buffer.alloc(3_000_000, 'abcdefg');
  const { archive, card, base } = await archiveOf(shell, bytes);
  await takeIn(shell, archive, card, base);
  const { items } = await shell.client.items.list({ archive, query: null, limit: 9, offset: 0 });
  const of = { by: 'items', ids: items.map(({ id }) => id) } as const;
  const [given] = (await shell.client.media.addresses({ archive, of })).addresses;
  const get = () => electron.schemes.get('stele')!(new Request(`stele://app${given!.original!}`));
  expect(Buffer.from(await (await get()).arrayBuffer()).equals(bytes)).toBe(true);
  const reader = (await get()).body!.getReader();
  await reader.read();
  expect((await shell.quit(false).catch((error: unknown) => error)) as object).toMatchObject({
    code: 'host-busy',
    details: { jobs: 1 },
  });
  await reader.cancel();
  await wait(100);
  await quit();
});

test('window and recent list are kept of a plain archive', async () => {
  const { userData, enter, quit } = await launch(built.out);
  const { shell } = await enter();
  const { path } = await archiveOf(shell, 'x');
  await shell.recents!.add({ path, name: 'Desktop' });
  expect(await shell.recents!.list()).toEqual([{ path, name: 'Desktop' }]);
  await quit();
  expect(JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8'))).toMatchObject({ width: 900 });
  const again = await launch(built.out, { userData });
  expect(again.electron.windows[0]!.options.width).toBe(900);
  const { shell: next } = await again.enter();
  await next.recents!.remove(path);
  expect(await next.recents!.list()).toEqual([]);
});

test('of an encrypted archive nothing is kept', async () => {
  const { userData, enter, quit } = await launch(built.out);
  const { shell } = await enter();
  const { path } = await archiveOf(shell, 'x', passphrase);
  await shell.recents!.add({ path, name: 'Desktop' });
  expect(await shell.recents!.list()).toEqual([]);
  await quit();
  expect(existsSync(join(userData, 'window.json'))).toBe(false);
  expect(readdirSync(userData)).toEqual(['session']);
  expect(readdirSync(join(userData, 'session'))).toEqual([]);
});

test('what Chromium writes goes to a folder that is emptied', async () => {
  const { electron, userData } = await launch(built.out);
  expect(electron.paths.get('sessionData')).toBe(join(userData, 'session'));
});

test('there is one instance: a second hands over its archive and goes', async () => {
  const second = await launch(built.out, { locked: true, words: ['--some-switch', '/archives/one'] });
  expect(second.electron.log).toContain('lock {"archive":"/archives/one"}');
  expect(second.electron.log).toContain('quit');
  expect(second.electron.windows).toEqual([]);

  const { electron, enter } = await launch(built.out, { words: ['/archives/zero/archive.json'] });
  const { shell } = await enter();
  expect((await shell.start()).archive).toBe('/archives/zero');
  const opened: string[] = [];
  shell.onOpenRequest!((archive) => opened.push(archive));
  electron.app.emit('second-instance', {}, [], '/', { archive: '/archives/one' });
  electron.app.emit('second-instance', {}, [], '/', { archive: 7 });
  electron.app.emit('open-file', { preventDefault: () => undefined }, '/archives/two');
  expect(opened).toEqual(['/archives/one', '/archives/two']);
  expect(electron.windows[0]!.focused).toBe(2);
});

test('it locks when the system sleeps, and tells its page', async () => {
  const { electron, enter } = await launch(built.out);
  const { shell } = await enter();
  const { archive } = await archiveOf(shell, 'x');
  const states: string[] = [];
  void (async () => {
    for await (const state of shell.states()) states.push(state);
  })().catch(() => undefined);
  electron.powerMonitor.emit('suspend');
  // Why, as well: the start screen says it.
  await until(() => states.includes('locked-by-system'));
  const asked = shell.client.items.list({ archive, query: null, limit: 1, offset: 0 });
  await expect(asked).rejects.toMatchObject({ code: 'archive-not-open' });
});

test('a core that dies is told of, and another is had for the asking', async () => {
  const { electron, enter, quit } = await launch(built.out);
  const { shell, page } = await enter();
  const told = (async () => {
    for await (const state of shell.states()) expect(state).toBe('serving');
  })();
  const { archive } = await archiveOf(shell, 'x');
  await electron.workers[0]!.terminate();
  await expect(told).rejects.toMatchObject({ code: 'host-gone' });
  const asked = shell.client.items.list({ archive, query: null, limit: 1, offset: 0 });
  await expect(asked).rejects.toMatchObject({ code: 'host-gone' });
  const { openDesktopShell } = await import('../../../src/shared/host/desktop-shell.ts');
  const next = await openDesktopShell(page);
  const again = next.client.items.list({ archive, query: null, limit: 1, offset: 0 });
  await expect(again).rejects.toMatchObject({ code: 'archive-not-open' });
  await quit();
});

test('a page that dies is loaded again; one that dies at once is told of, and the person says whether to', async () => {
  const { electron } = await launch(built.out);
  const window = electron.windows[0]!;
  const asked = electron.dialogAnswers.asked as { message: string; detail: string; buttons: string[] }[];
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  onTestFinished(() => later.mockRestore());
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(window.loaded).toEqual(['stele://app/', 'stele://app/']);
  expect(asked).toEqual([]);

  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  await until(() => window.loaded.length === 3);
  expect(asked).toHaveLength(1);
  expect(asked[0]!.message).toBe('Содержимое этого окна перестало работать.');
  expect(asked[0]!.detail).toContain('Архив в безопасности');
  expect(asked[0]!.buttons).toEqual(['Загрузить снова', 'Завершить']);

  electron.dialogAnswers.message = 1;
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  await electron.ended;
  expect(asked).toHaveLength(2);
  expect(window.loaded).toHaveLength(3);
});

test('a page that cannot be loaded is told of, once', async () => {
  const { electron, quit } = await launch(built.out);
  const window = electron.windows[0]!;
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  onTestFinished(() => later.mockRestore());
  const load = vi.spyOn(window, 'loadURL').mockRejectedValueOnce(new Error('ERR_FAILED'));
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  await until(() => load.mock.calls.length === 2);
  expect(electron.dialogAnswers.asked).toHaveLength(1);
  await quit();
});

test('dialogs are the system’s own, and leave no list of recent documents', async () => {
  const { electron, enter } = await launch(built.out);
  const { shell } = await enter();
  expect(await shell.pickFolder({ title: 'Where' })).toBe(null);
  electron.dialogAnswers.open = ['/a', '/b'];
  electron.dialogAnswers.save = '/c';
  expect(await shell.pickFolder({ title: 'Where' })).toEqual({ text: '/a' });
  expect(await shell.pickFiles({ title: 'Which' })).toEqual([{ text: '/a' }, { text: '/b' }]);
  expect(await shell.saveTo({ title: 'To', suggestedName: '../../x.zip' })).toEqual({ text: '/c' });
  for (const asked of electron.dialogAnswers.asked)
    expect((asked as { properties: string[] }).properties).toContain('dontAddToRecent');
  expect((electron.dialogAnswers.asked.at(-1) as { defaultPath: string }).defaultPath).toMatch(
    /^(?!.*\.\.).*x\.zip$/,
  );
  const dropped = [Object.assign(new File([], 'x'), { path: '/d/x' })];
  expect(await shell.pathsOfDrop(dropped)).toEqual([{ text: '/d/x' }]);
  expect(await shell.pathsOfDrop([new File([], 'y')])).toBe(null);
  const folder = temporaryFolder();
  await shell.reveal({ text: folder });
  await shell.reveal({ text: join(folder, 'none') });
  expect(electron.revealed).toEqual([folder]);
  shell.setTitle('An archive');
  await until(() => electron.windows[0]!.title === 'An archive');
});

test('on Windows a page shows no path of another machine, unless the person picked it', async () => {
  const { electron, enter } = await launch(built.out);
  const { shell } = await enter();
  // Two slashes begin a share there, and are one folder here: it exists.
  const share = `/${temporaryFolder()}`;
  const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
  onTestFinished(() => platform.mockRestore());
  await shell.reveal({ text: share });
  await shell.reveal({ bytes: Buffer.from(share).toString('base64') });
  expect(electron.revealed).toEqual([]);
  electron.dialogAnswers.open = [share];
  await shell.pickFolder({ title: 'Where' });
  await shell.reveal({ text: share });
  expect(electron.revealed).toEqual([share]);
});

test('menus and the question before quitting are in the language of the system, and then of the page', async () => {
  const { electron, enter } = await launch(built.out);
  const { shell } = await enter();
  const labels = (): string[] =>
    (electron.menus.at(-1) ?? []).flatMap(({ label = '', submenu = [] }) => [
      label,
      ...submenu.map((entry) => entry.label ?? ''),
    ]);
  expect(labels()).toContain('Открыть архив…');
  shell.setLanguage('hy');
  await until(() => labels().includes('Բացել արխիվ…'));
  expect(labels()).toContain('Ընտրել ամբողջը');
  expect(labels().join(' ')).not.toMatch(/[a-z]{3}/i);
  const { webContents } = electron.windows[0]!;
  const handler = electron.handlers.get('stele:set-language')!;
  const event = { sender: webContents, senderFrame: webContents.mainFrame };
  await expect(handler(event, 'xx')).rejects.toThrow('refused');
  expect(labels()).toContain('Բացել արխիվ…');
});

test('it quits when the page says so', async () => {
  const { electron, enter } = await launch(built.out);
  const { shell } = await enter();
  await shell.client.archives.lock();
  await shell.quit(false);
  await electron.ended;
  expect(electron.log.at(-1)).toBe('quit');
});

test.each(['shutdown', 'query-session-end'])(
  'a system that goes down waits for the core: %s',
  async (told) => {
    const { electron, enter } = await launch(built.out);
    const { shell } = await enter();
    await archiveOf(shell, 'x', passphrase);
    let gone = false;
    electron.workers[0]!.once('exit', () => (gone = true));
    const teller = told === 'shutdown' ? electron.powerMonitor : electron.windows[0]!;
    expect(prevented(teller, told)).toBe(true);
    await electron.ended;
    expect(gone).toBe(true);
    expect(prevented(teller, told)).toBe(false);
  },
);
