import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { program, programEnvironment } from '../helpers/program.ts';

/** The command line, as somebody beside the window would use it. `passphrase` opens an encrypted archive. */
export const stele = (words: readonly string[], passphrase?: string): string =>
  execFileSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...programEnvironment,
      ...(passphrase === undefined ? {} : { STELE_PASSPHRASE: passphrase }),
    },
  });

/** One drawn picture for each name. */
export async function draw(folder: string, names: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [index, name] of names.entries()) {
    const background = { r: (index * 67) % 255, g: (index * 131) % 255, b: (names.length * 41) % 255 };
    const drawn = await sharp({ create: { width: 900, height: 600, channels: 3, background } })
      .jpeg()
      .toBuffer();
    writeFileSync(join(folder, name), drawn);
  }
}

/** An archive with one drawn picture for each name; encrypted where there is a passphrase. */
export async function archiveOf(
  folder: string,
  names: readonly string[],
  title = 'Survey',
  passphrase?: string,
): Promise<string> {
  const [card, path] = [join(folder, 'card'), join(folder, 'archive.stele')];
  await draw(card, names);
  const encrypted = passphrase === undefined ? [] : ['--encrypt', '--no-recovery-words'];
  stele(['init', path, '--name', title, '--operator', 'A. Researcher', ...encrypted], passphrase);
  stele(['import', path, card], passphrase);
  return path;
}
