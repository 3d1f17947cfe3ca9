import type { Finding } from '../../shared/records/verification.ts';
import type { Declaration } from './declaration.ts';
import type { FetchReport } from './fetch.ts';
import type { Inventory } from './inventory.ts';
import type { Listing } from './listing.ts';
import { explainLeftover } from './paths.ts';
import type { ManifestReport } from './read-manifests.ts';

export interface Completeness {
  readonly structure: readonly Finding[];
  readonly payload: readonly Finding[];
  readonly tags: readonly Finding[];
}

/** RFC 8493 §3: what is listed is there, what is there is listed, and the lists that must be there are. */
export function checkCompleteness(
  inventory: Inventory,
  declaration: Declaration,
  report: ManifestReport,
  fetch: FetchReport,
): Completeness {
  const found = { structure: [] as Finding[], payload: [] as Finding[], tags: [] as Finding[] };
  const strict = declaration.version === '1.0';
  const ofPayload = report.manifests.filter((manifest) => manifest.kind === 'payload');
  if (!inventory.hasPayloadFolder)
    found.structure.push(malformed('data', 'there is no data folder (RFC 8493 §2.1.2)'));
  if (ofPayload.length === 0)
    found.structure.push(malformed('', 'there is no payload manifest (RFC 8493 §2.1.3)'));
  for (const [path, { kind, manifests }] of report.missing) {
    const left = fetch.paths.has(path)
      ? '; fetch.txt leaves it to be fetched, and nothing is ever fetched'
      : '';
    const list = kind === 'payload' ? found.payload : found.tags;
    list.push({ path, problem: 'missing', detail: `listed in ${manifests.join(' and ')}${left}` });
  }
  for (const finding of unlisted(inventory, ofPayload, strict)) found.payload.push(finding);
  if (strict)
    for (const finding of fetchUnlisted(inventory, report, ofPayload, fetch)) found.payload.push(finding);
  for (const tagManifest of report.manifests.filter((manifest) => manifest.kind === 'tag')) {
    for (const { name } of ofPayload) {
      const position = inventory.find(name);
      if (position === null || tagManifest.has(position)) continue;
      const detail = `${tagManifest.name} does not list it (RFC 8493 §2.2.1)`;
      found.tags.push({ path: name, problem: strict ? 'malformed' : 'warning', detail });
    }
  }
  return found;
}

/** Payload that no manifest lists; in 1.0 also what only some of them list. */
function* unlisted(inventory: Inventory, manifests: readonly Listing[], strict: boolean): Generator<Finding> {
  if (manifests.length === 0) return;
  for (let position = inventory.tagCount; position < inventory.files.length; position += 1) {
    const absent = manifests.filter((manifest) => !manifest.has(position));
    if (absent.length === 0 || (!strict && absent.length < manifests.length)) continue;
    const { path } = inventory.entry(position);
    if (absent.length === manifests.length) {
      const detail = `no payload manifest lists it${explainLeftover(path)}`;
      yield { path, problem: 'unexpected', detail };
    } else {
      const names = absent.map((manifest) => manifest.name).join(' and ');
      yield malformed(path, `${names} does not list it (RFC 8493 §3)`);
    }
  }
}

/** RFC 8493 §2.2.3: every file to be fetched stands in every payload manifest. */
function* fetchUnlisted(
  inventory: Inventory,
  report: ManifestReport,
  manifests: readonly Listing[],
  fetch: FetchReport,
): Generator<Finding> {
  for (const path of fetch.paths) {
    const position = inventory.find(path);
    // What is here and unlisted has its finding already.
    if (position !== null || !path.startsWith('data/')) continue;
    const listed = report.missing.get(path)?.manifests.length ?? 0;
    if (listed < manifests.length)
      yield malformed(path, 'fetch.txt names it, and not every payload manifest does');
  }
}

function malformed(path: string, detail: string): Finding {
  return { path, problem: 'malformed', detail };
}
