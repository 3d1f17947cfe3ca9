import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import sharp from 'sharp';

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Builder {
  getConfig(folder: string, path: string | null, changed: null): Promise<Config>;
  validateConfiguration(config: Config, logger: { isEnabled: boolean; add(): void }): Promise<void>;
}

type Config = Readonly<Record<'mac' | 'win' | 'linux', { readonly icon: string }>> &
  Readonly<Record<string, unknown>>;

// electron-builder's own reading of what it will be told; it looks for nothing on the network here.
const builder = createRequire(import.meta.url)(
  join(root, 'node_modules/app-builder-lib/out/util/config/config.js'),
) as Builder;
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
