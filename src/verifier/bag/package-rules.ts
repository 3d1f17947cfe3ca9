import type { Finding } from '../../shared/records/verification.ts';
import type { Container } from '../container.ts';
import type { BagInfo } from './bag-info.ts';
import { valuesOf } from './bag-info.ts';
import type { Inventory } from './inventory.ts';
import type { Listing } from './listing.ts';
import { explainLeftover } from './paths.ts';

/** The bag-info label that makes a bag one of our packages. */
export const packageFormatLabel = 'Stele-Package-Format';
const knownFormat = '1';

/** What bag-info.txt says: no package of ours, one of a format known here, or one of another. */
export function packageFormat(info: BagInfo): 'none' | 'known' | 'unknown' {
  const values = valuesOf(info, packageFormatLabel);
  if (values.length === 0) return 'none';
  return values.every((value) => value === knownFormat) ? 'known' : 'unknown';
}

/** A bag with our custody folder, whatever bag-info.txt says. */
export function looksLikePackage(container: Container): boolean {
  const wanted = new Set([
    'data/custody/checkpoint.txt',
    'data/custody/events.jsonl',
    'data/custody/proofs.json',
  ]);
  let found = 0;
  for (const { path } of container.entries) if (wanted.has(path)) found += 1;
  return found === wanted.size;
}

/** What only our packages have, in a bag that says of itself that it is none. */
export function bearsMarks(info: BagInfo, container: Container): boolean {
  if (valuesOf(info, 'Bag-Software-Agent').some((agent) => agent.startsWith('Stele '))) return true;
  return container.entries.some(({ path }) => path.startsWith('data/exhibits/E-'));
}

/** May stand in the root of a package without being listed: what is made after, or about, the tag manifests. */
const besideTagManifests =
  /^(?:tagmanifest-sha(?:256|512)\.txt|tagmanifest-sha256\.txt(?:\.[A-Za-z0-9_-]{1,64})?\.minisig|tagmanifest-sha256\.txt\.(?:tsq|tsr)|receipt-[a-z0-9-]+\.(?:json|txt|minisig))$/;

/** What a package must have beyond any bag, and what may not lie in its root (docs/formats/package.md). */
export function checkPackageRoot(inventory: Inventory, manifests: readonly Listing[]): Finding[] {
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
  const tagManifests = manifests.filter((manifest) => manifest.kind === 'tag');
  for (let position = 0; position < inventory.tagCount; position += 1) {
    const { path } = inventory.entry(position);
    if (besideTagManifests.test(path) || tagManifests.some((manifest) => manifest.has(position))) continue;
    const detail = `no tag manifest lists it${explainLeftover(path)}`;
    findings.push({ path, problem: 'unexpected', detail });
  }
  return findings;
}
