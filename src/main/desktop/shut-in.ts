import { app, protocol, type Session } from 'electron';
import { pageHost, pageScheme } from '../../shared/host/desktop-bridge.ts';
import { isOriginal } from './saves.ts';

/** Switches of Chromium: what would look for a network, or write beside the archive. */
const switches: readonly (readonly [string, string?])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-default-apps'],
  ['disable-breakpad'],
  ['no-pings'],
  ['no-first-run'],
  ['dns-prefetch-disable'],
  ['no-proxy-server'],
  // No name has an address, whoever asks.
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-http-cache'],
  ['disable-gpu-shader-disk-cache'],
  ['disable-features', 'AutofillServerCommunication,MediaRouter,OptimizationHints,Translate'],
];

/** Before the application is ready: Electron and Chromium are told what they never need. */
export function shutInApp(): void {
  app.enableSandbox();
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => {
    // Loading by the main process alone: whatever a page asks for is refused, its own address included.
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('select-bluetooth-device', (event, _devices, choose) => {
      event.preventDefault();
      choose('');
    });
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
}

/** The session that the window lives in: no permission, no device, no address but our own, no spelling dictionaries. */
export async function shutInSession(session: Session): Promise<void> {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(granted.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url, resourceType }, answer) =>
    answer({ cancel: !isOwn(url) || (isOriginal(url) && !saves.has(resourceType)) }),
  );
  app.configureHostResolver({ secureDnsMode: 'off', enableBuiltInResolver: false });
  await session.setProxy({ mode: 'direct' });
}

/** A picture is looked at over the whole screen, and a hash is copied. Everything else that a page may ask for is denied. */
const granted: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** An original is saved: never drawn, run or embedded. */
const saves: ReadonlySet<string> = new Set(['mainFrame', 'xhr', 'other']);

/** Ours, pictures that a page made of bytes it has, and the inspector's own pages, which a packaged program has not. */
function isOwn(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol: scheme, host } = new URL(url);
  if (scheme === `${pageScheme}:`) return host === pageHost;
  if (scheme === 'blob:') return url.startsWith(`blob:${pageScheme}://${pageHost}/`);
  return scheme === 'data:' || (scheme === 'devtools:' && !app.isPackaged);
}
