import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** `node scripts/notices.ts`: THIRD-PARTY-NOTICES.txt from what the product is distributed with. */
const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const root = join(import.meta.dirname, '..');
const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));

/** Built into the interface: for npm they serve development alone. What they lean on is built in with them. */
const bundled = [
  'react',
  'react-dom',
  'react-aria-components',
  'react-i18next',
  'i18next',
  'lucide-react',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'maplibre-gl',
  'pmtiles',
  'world-atlas',
  '@fontsource-variable/noto-sans',
  '@fontsource-variable/noto-sans-armenian',
  '@fontsource-variable/noto-serif',
  '@fontsource-variable/noto-serif-armenian',
].map((name) => `node_modules/${name}`);
const builtIn = new Set<string>();
for (const path of bundled) {
  if (!packages[path]) throw new Error(`${path} is not in the lockfile`);
  addWithDependencies(path);
}

const sections: string[] = [];
for (const [path, { version, license, dev }] of Object.entries(packages).sort(([a], [b]) =>
  a < b ? -1 : 1,
)) {
  if (path === '' || (dev === true && !builtIn.has(path))) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  sections.push(
    `${name} ${version ?? ''}\nLicence: ${license ?? 'see its text'}\n${licenceText(join(root, path))}`,
  );
}
const head =
  'Packages that Stele is distributed with. Platform packages not installed here are named without their text.\n';
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.txt'), [head, ...sections].join(`\n${'-'.repeat(100)}\n`));
console.log(`${sections.length} packages`);

function addWithDependencies(path: string): void {
  if (builtIn.has(path)) return;
  builtIn.add(path);
  for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
    const own = `${path}/node_modules/${name}`;
    addWithDependencies(packages[own] ? own : `node_modules/${name}`);
  }
}

function licenceText(folder: string): string {
  try {
    const files = readdirSync(folder).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
    return files.map((file) => `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`).join('');
  } catch {
    return '';
  }
}
