import type { Problem } from '../../shared/records/verification.ts';

/** What can be wrong with a log, and the word a person sees for it. */
export const logProblems = {
  'leaf-changed': 'changed', // a leaf is not the one that was acknowledged
  'value-changed': 'changed', // the leaf holds; value or salt beside it does not lead to the committed digest
  'event-missing': 'missing', // a gap, or fewer events than acknowledged
  'event-added': 'unexpected', // beyond what was acknowledged
  'event-reordered': 'changed', // commits to another position than it has
  'field-committed-twice': 'malformed', // one commitment at two positions, or a field at another's position
  'leaf-malformed': 'malformed', // another length, an unknown version, not canonical
  'value-malformed': 'malformed', // committed as it is, but not canonical or of the wrong type
  'lookup-changed': 'changed', // the look-up columns say otherwise than the event
  'node-wrong': 'changed', // a stored node is not the hash of the leaves below it
  'root-wrong': 'changed', // the stored root is not the root of the tree
  'values-missing': 'missing', // value and salt are gone, and no event says that they were erased
  rewritten: 'rewritten', // a sound tree that is not the one which was signed
  'shorter-than-checkpoint': 'missing', // restored from a backup or cut off: a signed checkpoint knows more events
  branched: 'warning', // this copy was copied or restored here, and says so
  'clock-set-back': 'warning', // the order stands, the times are what the clock said
  parted: 'warning', // a checkpoint of another copy of this archive, which went its own way
  'checkpoint-malformed': 'malformed',
  'checkpoint-bad-signature': 'changed',
} as const satisfies Readonly<Record<string, Problem>>;

export type LogProblem = keyof typeof logProblems;

export interface LogFinding {
  readonly problem: LogProblem;
  /** First event concerned, or null where it is the log as a whole. */
  readonly sequence: number | null;
  /** Last event concerned; equal to `sequence` where it is one. */
  readonly last: number | null;
  readonly detail: string;
}

/** Findings beyond this many are counted and not kept: an attack on every event must not exhaust memory. */
export const mostFindings = 10_000;

export class FindingList {
  private readonly kept: LogFinding[] = [];
  private count = 0;
  /** Something is wrong, beyond what is only worth knowing. */
  failed = false;

  add(problem: LogProblem, range: { first: number; last?: number } | null, detail: string): void {
    if (logProblems[problem] !== 'warning') this.failed = true;
    const sequence = range?.first ?? null;
    const finding = { problem, sequence, last: range?.last ?? sequence, detail };
    const before = this.kept.at(-1);
    // A thousand missing events in a row are one finding.
    const continues = sequence !== null && before?.last === sequence - 1;
    if (continues && before.problem === problem && before.detail === detail) {
      this.kept[this.kept.length - 1] = { ...finding, sequence: before.sequence };
      return;
    }
    this.count += 1;
    if (this.kept.length < mostFindings) this.kept.push(finding);
  }

  get total(): number {
    return this.count;
  }

  /** In the order of the events; what concerns the whole stands last. */
  sorted(): readonly LogFinding[] {
    const rank = (finding: LogFinding) => finding.sequence ?? Number.POSITIVE_INFINITY;
    return this.kept.toSorted((left, right) => (rank(left) === rank(right) ? 0 : rank(left) - rank(right)));
  }
}

export interface LogVerification {
  /** Events acknowledged. */
  readonly size: number;
  /** Root recomputed from the leaves' bytes, or null if leaves are missing. */
  readonly root: Uint8Array | null;
  readonly findings: readonly LogFinding[];
  /** All that were made, also those beyond `mostFindings`. */
  readonly findingCount: number;
  /** Checkpoints that were compared with the tree and agree. */
  readonly checkpoints: number;
  /** Events that the largest noted checkpoint vouches for, or null if none was given that agrees. */
  readonly anchored: number | null;
}
