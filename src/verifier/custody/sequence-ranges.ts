/** Positions in a log, as runs of neighbours: a million in a row take no more room than one. */
export class SequenceRanges {
  private readonly limit: number;
  private readonly runs: { first: number; last: number }[] = [];
  private members = 0;

  /** Of more than `limit` runs the further ones are counted and not kept. */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** In ascending order. */
  add(sequence: number): void {
    this.members += 1;
    const run = this.runs.at(-1);
    if (run?.last === sequence - 1) run.last = sequence;
    else if (this.runs.length < this.limit) this.runs.push({ first: sequence, last: sequence });
  }

  /** False if it was not there. */
  delete(sequence: number): boolean {
    const at = this.runs.findIndex(({ first, last }) => first <= sequence && sequence <= last);
    const run = this.runs[at];
    if (!run) return false;
    this.members -= 1;
    const parts = [
      { first: run.first, last: sequence - 1 },
      { first: sequence + 1, last: run.last },
    ].filter(({ first, last }) => first <= last);
    this.runs.splice(at, 1, ...parts);
    return true;
  }

  get count(): number {
    return this.members;
  }

  /** `event 5`, `events 7 to 9` … */
  names(): string[] {
    return this.runs.map(({ first, last }) =>
      first === last ? `event ${first}` : `events ${first} to ${last}`,
    );
  }
}
