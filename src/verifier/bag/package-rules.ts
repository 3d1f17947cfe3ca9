import type { Finding } from '../../shared/records/verification.ts';
import type { Inventory } from './inventory.ts';
import type { ReadManifest } from './read-manifests.ts';

/** The bag-info label that makes a bag one of our packages. */
export const packageFormatLabel = 'Stele-Package-Format';

/** May stand in the root of a package without being listed: what is made after, or about, the tag manifests. */
const besideTagManifests =
  /^(?:tagmanifest-sha(?:256|512)\.txt|tagmanifest-sha256\.txt\.(?:minisig|tsq|tsr)|receipt-[a-z0-9-]+\.(?:json|txt|minisig))$/;

/** What a package must have beyond any bag, and what may not lie in its root (docs/formats/package.md). */
export function checkPackageRoot(inventory: Inventory, manifests: readonly ReadManifest[]): Finding[] {
  const findings: Finding[] = [];
  const names = new Set(manifests.map((manifest) => manifest.name));
  const required = [
    'manifest-sha256.txt',
    'manifest-sha512.txt',
    'tagmanifest-sha256.txt',
    'tagmanifest-sha512.txt',
  ];
  for (const name of required) {
    if (!names.has(name)) findings.push({ path: name, problem: 'missing', detail: 'every package has it' });
  }
  const tagManifests = manifests
    .filter((manifest) => manifest.kind === 'tag')
    .map((manifest) => manifest.name);
  for (const file of inventory.files()) {
    const { path } = file.entry;
    if (path.startsWith('data/') || besideTagManifests.test(path)) continue;
    if (tagManifests.some((name) => file.listedIn.has(name))) continue;
    findings.push({ path, problem: 'unexpected', detail: 'no tag manifest lists it' });
  }
  return findings;
}
