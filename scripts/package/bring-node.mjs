// electron-builder calls this before it packs: puts the Node that decodes into build/node/OS-ARCH, from the platform package
// that npm installed, or, where there is none (macOS), the Node that runs this. Never downloads.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledNode } from '../../bin/runtimes.mjs';

/** A Node of a package manager is linked to libraries that another Mac does not have. Throws where this one is. */
function refuseBorrowed(node) {
  const { stdout } = spawnSync('otool', ['-L', node], { encoding: 'utf8' });
  const linked = (stdout ?? '')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(' ')[0]);
  const borrowed = linked.filter((path) => path !== '' && !/^(\/usr\/lib\/|\/System\/)/.test(path));
  if (borrowed.length > 0)
    throw new Error(
      `${node} needs ${borrowed.join(', ')}: package with the build of the Node project itself.`,
    );
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** As electron-builder numbers them (its enum Arch). */
const architectures = ['ia32', 'x64', 'armv7l', 'arm64', 'universal'];
const systems = { darwin: 'mac', win32: 'win', linux: 'linux' };

export default async function bringNode({ electronPlatformName, arch }) {
  const wanted = architectures[arch];
  const binary = electronPlatformName === 'win32' ? 'node.exe' : 'node';
  const folder = join(root, 'build/node', `${systems[electronPlatformName]}-${wanted}`);
  const name = electronPlatformName === 'win32' ? 'win' : electronPlatformName;
  const installed = join(root, 'node_modules', `node-${name}-${wanted}`, 'bin', binary);
  const own = electronPlatformName === process.platform && wanted === process.arch;
  const from = existsSync(installed) ? installed : own ? (bundledNode() ?? process.execPath) : null;
  if (from === null)
    throw new Error(`No Node for ${electronPlatformName} ${wanted} is here: package on such a machine.`);
  if (electronPlatformName === 'darwin') refuseBorrowed(from);
  mkdirSync(folder, { recursive: true });
  copyFileSync(from, join(folder, binary));
}
