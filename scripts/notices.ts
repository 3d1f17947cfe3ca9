import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** `node scripts/notices.ts`: THIRD-PARTY-NOTICES.txt from what the product is distributed with. */
const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

const root = join(import.meta.dirname, '..');
const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
const sections: string[] = [];
for (const [path, { version, license, dev }] of Object.entries(packages).sort(([a], [b]) =>
  a < b ? -1 : 1,
)) {
  if (path === '' || dev === true) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  sections.push(
    `${name} ${version ?? ''}\nLicence: ${license ?? 'see its text'}\n${licenceText(join(root, path))}`,
  );
}
const head =
  'Packages that Stele is distributed with. Platform packages not installed here are named without their text.\n';
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.txt'), [head, ...sections].join(`\n${'-'.repeat(100)}\n`));
console.log(`${sections.length} packages`);

function licenceText(folder: string): string {
  try {
    const files = readdirSync(folder).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
    return files.map((file) => `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`).join('');
  } catch {
    return '';
  }
}
