import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { drawFiles } from '../../src/core/sample/draw-files.ts';

/** Folder with the pictures of the sample, drawn anew whenever the program would draw others: half a minute and more. */
export async function drawnSample(root: string): Promise<string> {
  const out = join(root, 'out');
  const folder = join(out, `sample-${drawing(join(root, 'src/core/sample'))}`);
  if (existsSync(folder)) return folder;
  mkdirSync(out, { recursive: true });
  const making = mkdtempSync(join(out, 'drawing-'));
  await drawFiles(making, undefined, { signal: new AbortController().signal, onDrawn: () => undefined });
  renameSync(making, folder);
  return folder;
}

/** Of everything that draws. */
function drawing(source: string): string {
  const hash = createHash('sha256');
  for (const name of (readdirSync(source, { recursive: true }) as string[]).toSorted())
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(source, name)));
  return hash.digest('hex').slice(0, 16);
}
