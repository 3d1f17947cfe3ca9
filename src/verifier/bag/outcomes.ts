import type { Check, Finding } from '../../shared/records/verification.ts';
import type { FindingList } from '../finding-list.ts';
import type { Listing } from './listing.ts';

export function outcomeOf(
  check: Check['check'],
  findings: FindingList,
  passed: string,
  failed: string,
): Check {
  const { broken } = findings;
  return { check, outcome: broken ? 'failed' : 'verified', reason: broken ? failed : passed };
}

/** A check that rests on manifests: with none that can be computed it is "not checked", whatever else holds. */
export function outcomeOfHashes(
  check: 'payload' | 'tags',
  findings: FindingList,
  manifests: readonly Listing[],
): Check {
  if (findings.broken) return { check, outcome: 'failed', reason: 'see the findings' };
  const of = manifests.filter((manifest) => manifest.kind === (check === 'tags' ? 'tag' : 'payload'));
  const known = of.filter((manifest) => manifest.algorithm !== null).map((manifest) => manifest.name);
  const unknown = of.filter((manifest) => manifest.algorithm === null).map((manifest) => manifest.name);
  if (known.length === 0) {
    const reason =
      unknown.length > 0
        ? `no manifest of a known algorithm: ${unknown.join(', ')}`
        : 'there is no such manifest';
    return { check, outcome: 'not-checked', reason };
  }
  const left = unknown.length > 0 ? `; not checked: ${unknown.join(', ')}` : '';
  const what = check === 'tags' ? 'every listed tag file matches' : 'every payload file matches';
  return { check, outcome: 'verified', reason: `${what} ${known.join(' and ')}${left}` };
}

/** Findings once each, what is wrong before what is only worth knowing, then by path. */
export function inOrder(groups: readonly Iterable<Finding>[]): Finding[] {
  const distinct = new Map<string, Finding>();
  for (const group of groups) {
    for (const finding of group)
      distinct.set(`${finding.problem}\0${finding.path}\0${finding.detail}`, finding);
  }
  const rank = ({ problem }: Finding): number => (problem === 'warning' ? 1 : 0);
  return [...distinct.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}
