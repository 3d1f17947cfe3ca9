import { existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from '../../scripts/portable/bundle.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a person starts: the program from its sources, a thousand files to load. */
export const door = join(root, 'bin/stele.mjs');

/** What the tests start, thousands of times: the same in a few files, as a portable folder has it. Else the door itself. */
export const program = process.env['STELE_TEST_PROGRAM'] ?? door;

/** Compiled code is kept beside the program, as the door keeps it. */
export const programEnvironment: Readonly<Record<string, string>> =
  program === door ? {} : { NODE_COMPILE_CACHE: join(dirname(program), 'compiled') };

/** Puts the program together for one run of the tests, for this process and those it starts. Returns what takes it away again. */
export default async function bundleForTests(): Promise<() => void> {
  // Inside the checkout, where its packages are found; the interface is whatever was built.
  const out = join(root, 'out');
  for (const name of existsSync(out) ? readdirSync(out) : [])
    if (isLeftOver(name)) rmSync(join(out, name), { recursive: true, force: true });
  const folder = join(out, `tests-${process.pid}`);
  await bundleProgram(root, folder);
  symlinkSync('../renderer', join(folder, 'renderer'));
  process.env['STELE_TEST_PROGRAM'] = join(folder, 'stele.mjs');
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Of a run that was killed. */
function isLeftOver(name: string): boolean {
  const [, pid] = /^tests-(\d+)$/.exec(name) ?? [];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch {
    return true;
  }
}
