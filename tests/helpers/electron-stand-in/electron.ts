import { EventEmitter } from 'node:events';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';

/** Stands in for the `electron` module: does as little of what it does as the host needs, and notes what was asked of it. */

export type Handler = (event: object, ...given: unknown[]) => Promise<unknown>;
export type SchemeHandler = (request: Request) => Promise<Response>;
export type Listener = (...given: unknown[]) => unknown;

export interface Frame {
  url: string;
  postMessage(channel: string, message: unknown, ports: StandInPort[]): void;
}

/** Electron's MessagePortMain around a port of Node's. */
export interface StandInPort {
  readonly native: MessagePort;
}

export interface StandInOptions {
  readonly userData: string;
  readonly packaged?: boolean;
  /** Another instance runs already. */
  readonly locked?: boolean;
  readonly resources?: string;
}

export class StandInContents extends EventEmitter {
  readonly mainFrame: Frame;
  windowOpen: (() => unknown) | null = null;
  webRtc: string | null = null;
  readonly renderer = new EventEmitter();

  constructor() {
    super();
    this.mainFrame = {
      url: '',
      postMessage: (channel, _message, ports) => {
        this.renderer.emit(channel, { ports: ports.map(({ native }) => native) }, null);
      },
    };
  }
  setWindowOpenHandler(handler: () => unknown): void {
    this.windowOpen = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtc = policy;
  }
  send(channel: string, value: unknown): void {
    this.renderer.emit(channel, { ports: [] }, value);
  }
}

export class StandInDownload extends EventEmitter {
  readonly getURL: () => string;
  readonly getFilename: () => string;
  asked: { readonly defaultPath?: string; readonly properties?: readonly string[] } | null = null;
  path: string | null = null;

  constructor(url: string, name: string) {
    super();
    this.getURL = () => url;
    this.getFilename = () => name;
  }
  setSaveDialogOptions(asked: NonNullable<StandInDownload['asked']>): void {
    this.asked = asked;
  }
  setSavePath(path: string): void {
    this.path = path;
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  readonly options: { readonly webPreferences: Record<string, unknown>; readonly width?: number };
  loaded: string[] = [];
  title = '';
  destroyed = false;
  focused = 0;

  constructor(options: StandInWindow['options']) {
    super();
    this.options = options;
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.webContents.mainFrame.url = url;
  }
  isDestroyed = (): boolean => this.destroyed;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 700 });
  show(): void {
    // There is nothing to be seen.
  }
  focus(): void {
    this.focused += 1;
  }
  setTitle(title: string): void {
    this.title = title;
  }
}

export function makeStandIn(options: StandInOptions) {
  /** What was called, in order, where order matters. */
  const log: string[] = [];
  const switches = new Map<string, string | undefined>();
  const paths = new Map([['userData', options.userData]]);
  const windows: StandInWindow[] = [];
  const handlers = new Map<string, Handler>();
  const schemes = new Map<string, SchemeHandler>();
  const privileged: { scheme: string; privileges: Record<string, boolean> }[] = [];
  const workers: Worker[] = [];
  const partitions: [string, unknown][] = [];
  const dialogAnswers = { open: [] as string[], save: '', message: 0, asked: [] as unknown[] };
  const revealed: string[] = [];
  const menus: { label?: string; submenu?: { label?: string; click?: () => void }[] }[][] = [];
  const ready = Promise.withResolvers<undefined>();
  const ended = Promise.withResolvers<undefined>();

  const app = Object.assign(new EventEmitter(), {
    isPackaged: options.packaged ?? false,
    getPreferredSystemLanguages: () => ['de-DE', 'ru-RU'],
    commandLine: { appendSwitch: (name: string, value?: string) => void switches.set(name, value) },
    enableSandbox: () => void log.push('enableSandbox'),
    getPath: (name: string) => paths.get(name) ?? options.userData,
    setPath: (name: string, path: string) => void paths.set(name, path),
    requestSingleInstanceLock: (data: unknown) => {
      log.push(`lock ${JSON.stringify(data)}`);
      return options.locked !== true;
    },
    whenReady: () => ready.promise,
    configureHostResolver: (resolver: object) => void log.push(`resolver ${JSON.stringify(resolver)}`),
    exit: (code: number) => void log.push(`exit ${code}`),
    quit: () => {
      log.push('quit');
      if (prevented(app, 'before-quit')) return;
      for (const window of windows) {
        if (window.destroyed) continue;
        if (prevented(window, 'close')) return;
        window.destroyed = true;
      }
      app.emit('quit');
      ended.resolve(undefined);
    },
  });

  const noted = new Map<string, Listener>();
  const note =
    (name: string) =>
    (listener: Listener): void =>
      void noted.set(name, listener);
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: note('permission request'),
    setPermissionCheckHandler: note('permission check'),
    setDevicePermissionHandler: note('device permission'),
    setSpellCheckerEnabled: (on: boolean) => void log.push(`spell checker ${on}`),
    setProxy: async (proxy: object) => void log.push(`proxy ${JSON.stringify(proxy)}`),
    webRequest: { onBeforeRequest: note('before request') },
    protocol: { handle: (scheme: string, handler: SchemeHandler) => void schemes.set(scheme, handler) },
  });

  class BrowserWindow extends StandInWindow {
    constructor(given: StandInWindow['options']) {
      super(given);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
  }

  class MessageChannelMain {
    readonly port1: StandInPort;
    readonly port2: StandInPort;
    constructor() {
      const { port1, port2 } = new MessageChannel();
      this.port1 = { native: port1 };
      this.port2 = { native: port2 };
    }
  }

  const utilityProcess = {
    fork(entry: string, args: readonly string[]) {
      log.push('fork');
      const worker = new Worker(new URL('utility-worker.mjs', import.meta.url), {
        workerData: { entry, args },
        execArgv: [],
      });
      workers.push(worker);
      return Object.assign(new EventEmitter(), {
        postMessage: (message: unknown, ports: StandInPort[] = []) => {
          const natives = ports.map(({ native }) => native);
          worker.postMessage({ message, ports: natives }, natives);
        },
        kill: () => void worker.terminate(),
        ...listening(worker),
      });
    },
  };

  const dialog = {
    showOpenDialog: async (_window: unknown, asked: unknown) => {
      dialogAnswers.asked.push(asked);
      return { canceled: dialogAnswers.open.length === 0, filePaths: dialogAnswers.open };
    },
    showSaveDialog: async (_window: unknown, asked: unknown) => {
      dialogAnswers.asked.push(asked);
      return { canceled: dialogAnswers.save === '', filePath: dialogAnswers.save };
    },
    showMessageBox: async (_window: unknown, asked: unknown) => {
      dialogAnswers.asked.push(asked);
      return { response: dialogAnswers.message };
    },
  };

  const contextBridge = {
    exposed: new Map<string, unknown>(),
    exposeInMainWorld: (name: string, value: unknown) => void contextBridge.exposed.set(name, value),
  };
  const page = (): StandInWindow => {
    const [window] = windows;
    if (!window) throw new Error('no window');
    return window;
  };
  const ipcRenderer = {
    invoke: async (channel: string, ...given: unknown[]) => {
      const { webContents } = page();
      const handler = handlers.get(channel);
      if (!handler) throw new Error(`no handler for ${channel}`);
      return handler({ sender: webContents, senderFrame: webContents.mainFrame }, ...given);
    },
    on: (channel: string, listener: Listener) => page().webContents.renderer.on(channel, listener),
    off: (channel: string, listener: Listener) => page().webContents.renderer.off(channel, listener),
  };
  const crashReporter = { start: () => void log.push('crashReporter.start') };
  const powerMonitor = new EventEmitter();

  const electron = {
    app,
    BrowserWindow,
    Menu: {
      buildFromTemplate: (template: (typeof menus)[number]) => template,
      setApplicationMenu: (menu: (typeof menus)[number]) => void menus.push(menu),
    },
    MessageChannelMain,
    contextBridge,
    crashReporter,
    dialog,
    ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
    ipcRenderer,
    powerMonitor,
    protocol: {
      registerSchemesAsPrivileged: (given: typeof privileged) => void privileged.push(...given),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      fromPartition: (partition: string, given: unknown) => {
        partitions.push([partition, given]);
        return session;
      },
    },
    shell: { showItemInFolder: (path: string) => void revealed.push(path) },
    utilityProcess,
    webUtils: { getPathForFile: (file: { path?: string }) => file.path ?? '' },
  };
  return {
    ...{ electron, app, session, log, switches, paths, windows, handlers, schemes, privileged, workers },
    ...{ partitions, dialogAnswers, revealed, menus, noted, contextBridge, powerMonitor },
    becomeReady: () => {
      log.push('ready');
      ready.resolve(undefined);
    },
    /** Settles when the application has quit. */
    ended: ended.promise,
  };
}

export type StandIn = ReturnType<typeof makeStandIn>;

/** Emits an event that may be prevented, and says whether it was. */
export function prevented(emitter: EventEmitter, name: string, ...rest: unknown[]): boolean {
  let stopped = false;
  emitter.emit(name, { preventDefault: () => (stopped = true) }, ...rest);
  return stopped;
}

const listening = (worker: Worker) => ({
  on: (event: string, listener: Listener) => worker.on(event, listener),
  once: (event: string, listener: Listener) => worker.once(event, listener),
});
