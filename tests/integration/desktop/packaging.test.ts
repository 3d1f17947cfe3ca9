import { createRequire, isBuiltin } from 'node:module';
import { readFileSync, readdirSync, statSync, type Stats } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import { buildDesktop } from '../../helpers/desktop.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Builder {
  getConfig(folder: string, path: string | null, changed: null): Promise<Config>;
  validateConfiguration(config: Config, logger: { isEnabled: boolean; add(): void }): Promise<void>;
}

type Config = Readonly<Record<'mac' | 'win' | 'linux', { readonly icon: string }>> &
  Readonly<Record<string, unknown>>;

interface Matching {
  readonly getFileMatchers: (
    config: Config,
    name: 'files' | 'asarUnpack',
    to: string,
    options: {
      readonly macroExpander: (pattern: string) => string;
      readonly customBuildOptions: object;
      readonly globalOutDir: string;
      readonly defaultSrc: string;
    },
  ) => readonly { createFilter(): (file: string, stat: Stats) => boolean }[];
}

// electron-builder's own reading of what it will be told; it looks for nothing on the network here.
const require = createRequire(import.meta.url);
const library = join(root, 'node_modules/app-builder-lib/out');
const builder = require(join(library, 'util/config/config.js')) as Builder;
const { getFileMatchers } = require(join(library, 'fileMatcher.js')) as Matching;
const quiet = { isEnabled: false, add: () => undefined };

test('electron-builder takes the configuration, and would not take a misspelt one', async () => {
  const config = await builder.getConfig(root, join(root, 'electron-builder.yml'), null);
  await builder.validateConfiguration(config, quiet);
  await expect(builder.validateConfiguration({ ...config, electronFuse: {} }, quiet)).rejects.toThrow(
    /electronFuse/,
  );
});

test('every system has its icon, and each is one', async () => {
  const config = await builder.getConfig(root, join(root, 'electron-builder.yml'), null);
  const icon = (system: 'mac' | 'win' | 'linux'): Buffer => readFileSync(join(root, config[system].icon));
  expect(icon('mac').subarray(0, 4).toString('latin1')).toBe('icns');
  expect(icon('mac').readUInt32BE(4)).toBe(icon('mac').length);
  expect(icon('win').subarray(0, 4)).toEqual(Buffer.from([0, 0, 1, 0]));
  const { width, height } = await sharp(icon('linux')).metadata();
  expect([width, height]).toEqual([512, 512]);
  // The first entry of the ICO is the picture that it says.
  const [bytes, offset] = [icon('win').readUInt32LE(6 + 8), icon('win').readUInt32LE(6 + 12)];
  const first = await sharp(icon('win').subarray(offset, offset + bytes)).metadata();
  expect(first.width).toBe(icon('win').readUInt8(6));
});

let built: ReturnType<typeof buildDesktop>;
beforeAll(() => {
  built = buildDesktop();
});
afterAll(() => built.remove());

/** Every module that a script names, loaded at once or later; `?` for one whose name is made while it runs. */
function modulesOf(file: string): string[] {
  const { program, errors } = parseSync(file, readFileSync(file, 'utf8'));
  expect(errors).toEqual([]);
  const named: string[] = [];
  const note = (source: { readonly type: string; readonly value?: unknown } | null | undefined): void => {
    if (source) named.push(typeof source.value === 'string' ? source.value : '?');
  };
  new Visitor({
    ImportDeclaration: ({ source }) => note(source),
    ExportNamedDeclaration: ({ source }) => note(source),
    ExportAllDeclaration: ({ source }) => note(source),
    ImportExpression: ({ source }) => note(source),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && callee.name === 'require') note(first);
    },
  }).visit(program);
  return [...new Set(named)];
}

test('what a script loads is seen, however it loads it', () => {
  const core = modulesOf(join(built.out, 'main/core/core.mjs'));
  expect(core).toEqual(expect.arrayContaining(['zod', 'better-sqlite3']));
  expect(core.some((name) => name.startsWith('./'))).toBe(true);
});

test('the main process and the preload are one file each, and load nothing but Electron and Node', () => {
  const main = modulesOf(join(built.out, 'main/main.mjs'));
  expect(main.filter((name) => name !== 'electron' && !isBuiltin(name))).toEqual([]);
  // What runs or loads code from elsewhere.
  for (const name of ['module', 'vm', 'worker_threads', 'child_process', 'cluster', 'wasi'])
    expect(main).not.toContain(`node:${name}`);
  // Nor are databases and decoders put together with it.
  const text = readFileSync(join(built.out, 'main/main.mjs'), 'utf8');
  expect(text).not.toMatch(/better-sqlite3|exifr|libheif|pdfium/);
  expect(modulesOf(join(built.out, 'preload/preload.cjs'))).toEqual(['electron']);
  expect(readdirSync(join(built.out, 'main')).toSorted()).toEqual(['core', 'main.mjs']);
  expect(readdirSync(join(built.out, 'preload'))).toEqual(['preload.cjs']);
});

test.each(['mac', 'win', 'linux'] as const)(
  'what is built lies in the asar, which is checked; the core alone lies outside: %s',
  async (system) => {
    const config = await builder.getConfig(root, join(root, 'electron-builder.yml'), null);
    expect(config).toMatchObject({
      asar: true,
      electronFuses: { enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true },
    });
    const application = dirname(built.out);
    const matches = (name: 'files' | 'asarUnpack') => {
      const filters = getFileMatchers(config, name, 'app', {
        macroExpander: (pattern) => pattern,
        customBuildOptions: config[system],
        globalOutDir: join(application, 'dist'),
        defaultSrc: application,
      }).map((matcher) => matcher.createFilter());
      return (file: string): boolean => filters.some((filter) => filter(file, statSync(file)));
    };
    const [packed, unpacked] = [matches('files'), matches('asarUnpack')];
    const files = readdirSync(built.out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const name = (file: string): string => relative(built.out, file).replaceAll('\\', '/');
    expect(files.filter((file) => !packed(file)).map(name)).toEqual([]);
    const outside = files.filter(unpacked).map(name);
    expect(outside).toEqual(files.map(name).filter((file) => file.startsWith('main/core/')));
    expect(outside).toContain('main/core/core.mjs');
    expect(files.map(name)).toEqual(
      expect.arrayContaining(['main/main.mjs', 'preload/preload.cjs', 'renderer/index.html']),
    );
  },
);
