import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { channels, pageOrigin, portMessage, type DesktopBridge } from '../shared/host/desktop-bridge.ts';

/** What of the page's window this uses; Node's types, with which this is compiled, know none. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, origin: string, transfer: readonly unknown[]): void;
};

const ask = (channel: string, ...given: unknown[]): Promise<never> =>
  ipcRenderer.invoke(channel, ...given) as Promise<never>;

const hear = (channel: string, listener: (value: never) => void): (() => void) => {
  const heard = (_event: IpcRendererEvent, value: unknown): void => listener(value as never);
  ipcRenderer.on(channel, heard);
  return () => void ipcRenderer.off(channel, heard);
};

const bridge: DesktopBridge = {
  connect: () => ask(channels.connect),
  start: () => ask(channels.start),
  pickFolder: (options) => ask(channels.pickFolder, options),
  pickFiles: (options) => ask(channels.pickFiles, options),
  saveTo: (options) => ask(channels.saveTo, options),
  reveal: (path) => ask(channels.reveal, path),
  pathOf: (file) => webUtils.getPathForFile(file),
  listRecents: () => ask(channels.listRecents),
  addRecent: (archive) => ask(channels.addRecent, archive),
  removeRecent: (path) => ask(channels.removeRecent, path),
  setTitle: (title) => ask(channels.setTitle, title),
  setLanguage: (language) => ask(channels.setLanguage, language),
  quit: (stopWork) => ask(channels.quit, stopWork),
  onState: (listener) => hear(channels.state, listener),
  onOpen: (listener) => hear(channels.open, listener),
  onSaved: (listener) => hear(channels.saved, listener),
};

// A port cannot cross the context bridge; it reaches the page as a message of its own window.
ipcRenderer.on(channels.port, (event) => {
  if (window.location.origin === pageOrigin) window.postMessage(portMessage, pageOrigin, event.ports);
});
if (window.location.origin === pageOrigin) contextBridge.exposeInMainWorld('stele', bridge);
