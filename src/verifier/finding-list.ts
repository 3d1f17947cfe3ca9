import type { Finding } from '../shared/records/verification.ts';

/** Beyond this further findings are counted, not kept: a small zip can hold a manifest of a billion broken lines. */
const mostFindings = 1_000_000;

/** Findings in the order they were made, of bounded memory. */
export class FindingList {
  readonly kept: Finding[] = [];
  private readonly most: number;
  private further = 0;
  private furtherBroken = 0;

  constructor(most = mostFindings) {
    this.most = most;
  }

  add(finding: Finding): void {
    if (this.kept.length < this.most) this.kept.push(finding);
    else {
      this.further += 1;
      if (finding.problem !== 'warning') this.furtherBroken += 1;
    }
  }

  addAll(findings: Iterable<Finding>): void {
    for (const finding of findings) this.add(finding);
  }

  /** Warnings leave a verdict alone; anything else does not. */
  get broken(): boolean {
    return this.furtherBroken > 0 || this.kept.some((finding) => finding.problem !== 'warning');
  }

  *all(): Generator<Finding> {
    yield* this.kept;
    if (this.further === 0) return;
    const problem = this.furtherBroken > 0 ? 'malformed' : 'warning';
    yield { path: '', problem, detail: `${this.further} further findings are not listed` };
  }
}
