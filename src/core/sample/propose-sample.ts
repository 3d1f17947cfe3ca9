import { accessSync, constants, existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A free path for an archive of this name: in the folder that `STELE_ARCHIVES` names (the program on a stick keeps archives
 * beside itself), else at home, else where things are temporary.
 */
export function proposeSample(name: string): string {
  const folder = [process.env.STELE_ARCHIVES, homedir(), tmpdir()].find(isWritable) ?? tmpdir();
  // What no file system takes in a name.
  const safe = name
    .replace(/[/\\:*?"<>|\p{Cc}]/gu, '-')
    .replace(/[. ]+$/, '')
    .slice(0, 80);
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${safe === '' ? 'sample' : safe}${number === 1 ? '' : ` ${number}`}.stele`);
    if (!existsSync(path)) return path;
  }
}

function isWritable(folder: string | undefined): folder is string {
  if (folder === undefined || folder === '') return false;
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
