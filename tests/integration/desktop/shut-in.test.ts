import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channels, type SaveEnd } from '../../../src/shared/host/desktop-bridge.ts';
import { buildDesktop, launch } from '../../helpers/desktop.ts';
import { prevented, StandInDownload } from '../../helpers/electron-stand-in/electron.ts';

let built: ReturnType<typeof buildDesktop>;
beforeAll(() => {
  built = buildDesktop();
});
afterAll(() => built.remove());

test('the page is sandboxed, isolated, without Node, and written down nowhere', async () => {
  const { electron } = await launch(built.out);
  const { webPreferences } = electron.windows[0]!.options;
  expect(webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    session: electron.session,
  });
  expect(electron.partitions).toEqual([['stele', { cache: false }]]);
  expect(electron.windows[0]!.loaded).toEqual(['stele://app/']);
  expect(electron.privileged).toEqual([
    {
      scheme: 'stele',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
});

test('the sandbox is set before the application is ready; the crash reporter is never started', async () => {
  const { electron } = await launch(built.out);
  expect(electron.log.indexOf('enableSandbox')).toBeLessThan(electron.log.indexOf('ready'));
  expect(electron.log).not.toContain('crashReporter.start');
  expect(electron.log).toContain('spell checker false');
  expect(electron.log).toContain('proxy {"mode":"direct"}');
  expect(electron.switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
});

test('a packaged program has no inspector', async () => {
  const { electron } = await launch(built.out, { packaged: true });
  expect(electron.windows[0]!.options.webPreferences['devTools']).toBe(false);
  expect(JSON.stringify(electron.menus)).not.toContain('toggleDevTools');
});

test('navigation, new windows and webviews are refused', async () => {
  const { electron } = await launch(built.out);
  const { webContents } = electron.windows[0]!;
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
    expect(prevented(webContents, event)).toBe(true);
  expect(webContents.windowOpen?.()).toEqual({ action: 'deny' });
  let answered: unknown = null;
  const answer = (given: unknown): void => void (answered = given);
  expect(prevented(electron.app, 'certificate-error', webContents, 'https://x', 'e', {}, answer)).toBe(true);
  expect(answered).toBe(false);
});

test('every permission and device is denied, but for the whole screen to look at a picture, and copying a hash', async () => {
  const { electron } = await launch(built.out);
  let answered: unknown = null;
  const answer = (given: unknown): void => void (answered = given);
  electron.noted.get('permission request')?.({}, 'media', (given: unknown) => (answered = given));
  expect(answered).toBe(false);
  electron.noted.get('permission request')?.({}, 'fullscreen', (given: unknown) => (answered = given));
  expect(answered).toBe(true);
  expect(electron.noted.get('permission check')?.({}, 'media')).toBe(false);
  for (const permission of ['clipboard-read', 'deprecated-sync-clipboard-read'])
    expect(electron.noted.get('permission check')?.({}, permission)).toBe(false);
  // Electron asks the one, then the other.
  expect(electron.noted.get('permission check')?.({}, 'clipboard-sanitized-write')).toBe(true);
  answered = null;
  electron.noted.get('permission request')?.({}, 'clipboard-sanitized-write', answer);
  expect(answered).toBe(true);
  expect(electron.noted.get('device permission')?.()).toBe(false);
});

test.each([
  ['https://example.org/', 'xhr', true],
  ['http://127.0.0.1:1/', 'image', true],
  ['ws://example.org/', 'webSocket', true],
  ['file:///etc/passwd', 'image', true],
  ['stele://elsewhere/', 'xhr', true],
  ['stele://app/index.html', 'mainFrame', false],
  ['blob:stele://app/1', 'image', false],
  ['stele://app/media/x/thumbnail/y?exp=1&sig=z', 'image', false],
  ['stele://app/media/x/original/y?exp=1&sig=z', 'image', true],
  ['stele://app/media/x/original/y?exp=1&sig=z', 'subFrame', true],
  ['stele://app/media/x/original/y?exp=1&sig=z', 'other', false],
])('a request of %s as %s is cancelled: %s', async (url, resourceType, cancel) => {
  const { electron } = await launch(built.out);
  let answered: unknown = null;
  electron.noted.get('before request')?.({ url, resourceType }, (given: unknown) => (answered = given));
  expect(answered).toEqual({ cancel });
});

const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';

test('only originals are downloaded, and what the page of the window made itself', async () => {
  const { electron } = await launch(built.out);
  const ours = electron.windows[0]!.webContents;
  const refused = (url: string, contents: object = ours): boolean =>
    prevented(electron.session, 'will-download', new StandInDownload(url, 'x'), contents);
  expect(refused('https://example.org/a')).toBe(true);
  expect(refused('http://127.0.0.1:1/a')).toBe(true);
  expect(refused('stele://app/index.html')).toBe(true);
  expect(refused('stele://elsewhere/media/x/original/y')).toBe(true);
  expect(refused('https://app/media/x/original/y')).toBe(true);
  expect(refused('stele://app/media/x/original/y?exp=1&sig=z')).toBe(false);
  expect(refused(`blob:stele://app/${uuid}`)).toBe(false);
  expect(refused(`blob:stele://app/${uuid}`, {})).toBe(true);
  expect(refused(`blob:stele://application/${uuid}`)).toBe(true);
  expect(refused(`blob:stele://app/${uuid}/more`)).toBe(true);
  expect(refused(`blob:https://example.org/${uuid}`)).toBe(true);
  expect(refused(`blob:null/${uuid}`)).toBe(true);
  expect(refused('data:text/plain,x')).toBe(true);
});

test('the person is asked where a file goes, by its name alone, and the page learns how it ended', async () => {
  const { electron, enter } = await launch(built.out);
  const { bridge } = await enter();
  const ends: SaveEnd[] = [];
  const stop = bridge.onSaved((end) => ends.push(end));
  const save = (name: string, state: string): StandInDownload => {
    const item = new StandInDownload(`blob:stele://app/${uuid}`, name);
    prevented(electron.session, 'will-download', item, electron.windows[0]!.webContents);
    item.emit('done', {}, state);
    return item;
  };
  const item = save('../../RW.key', 'completed');
  expect(item.path).toBe(null);
  expect(item.asked).toMatchObject({ defaultPath: join(homedir(), 'RW.key') });
  expect(item.asked?.properties).toContain('dontAddToRecent');
  expect(save('..', 'cancelled').asked).toMatchObject({ defaultPath: join(homedir(), 'file') });
  save('a', 'interrupted');
  const address = `blob:stele://app/${uuid}`;
  expect(ends).toEqual(['saved', 'cancelled', 'failed'].map((outcome) => ({ address, outcome })));
  const other = new StandInDownload('data:text/plain,x', 'x');
  prevented(electron.session, 'will-download', other, electron.windows[0]!.webContents);
  expect(ends.at(-1)).toEqual({ address: 'data:text/plain,x', outcome: 'failed' });
  stop();
});

test('whoever is not the page of the window is refused, and so is what it must not say', async () => {
  const { electron } = await launch(built.out);
  const { webContents } = electron.windows[0]!;
  const start = electron.handlers.get(channels.start)!;
  expect(await start({ senderFrame: webContents.mainFrame })).toMatchObject({ value: { archive: null } });
  await expect(start({ senderFrame: null })).rejects.toThrow('refused');
  // A frame in the page, though of the same address.
  await expect(start({ senderFrame: { url: 'stele://app/' } })).rejects.toThrow('refused');
  webContents.mainFrame.url = 'https://example.org/';
  for (const [channel, handler] of electron.handlers)
    await expect(handler({ senderFrame: webContents.mainFrame }), channel).rejects.toThrow('refused');
  webContents.mainFrame.url = 'stele://app/';
  const said = (channel: string, ...given: unknown[]) =>
    electron.handlers.get(channel)!({ senderFrame: webContents.mainFrame }, ...given);
  await expect(said(channels.pickFolder, { title: 7 })).rejects.toThrow('refused');
  await expect(said(channels.pickFolder, { title: 'x', defaultPath: '/' })).rejects.toThrow('refused');
  await expect(said(channels.start, 'more')).rejects.toThrow('refused');
  await expect(said(channels.quit, 'yes')).rejects.toThrow('refused');
  await expect(said(channels.addRecent, { path: '', name: '' })).rejects.toThrow('refused');
});

test('the interface is served with its policy; nothing else of the disk is', async () => {
  const { electron } = await launch(built.out);
  const get = (url: string, method = 'GET') => electron.schemes.get('stele')!(new Request(url, { method }));
  const page = await get('stele://app/');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const script = /src="\.?(\/assets\/[^"]+)"/.exec(await page.text())?.[1];
  expect((await get(`stele://app${script ?? ''}`)).headers.get('content-type')).toContain('javascript');
  for (const path of [
    '../main/main.mjs',
    '%2e%2e/main/main.mjs',
    '..%2fmain%2fmain.mjs',
    'none',
    '//etc/passwd',
  ])
    expect((await get(`stele://app/${path}`)).status).toBe(404);
  expect((await get('stele://other/')).status).toBe(404);
  expect((await get('stele://app/', 'POST')).status).toBe(405);
  expect((await get('stele://app/media/x/thumbnail/y?exp=1&sig=z')).status).toBe(404);
});
