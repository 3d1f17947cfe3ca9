import { parseProofLine, proofsEnd } from './package-files.ts';

/** What stands on a line of proofs.json below its head. `end` is met once and stays; `sound` if it is where it belongs. */
export type ProofLine =
  | {
      readonly kind: 'proof';
      readonly line: number;
      readonly sequence: number;
      readonly path: readonly Uint8Array[];
    }
  | { readonly kind: 'malformed'; readonly line: number }
  | { readonly kind: 'end'; readonly line: number; readonly sound: boolean };

/** The proofs one by one, with a look at the next: events and proofs are paired by their numbers, not by their lines. */
export class ProofReader {
  private readonly lines: AsyncIterator<string>;
  private line = 1;
  private next: ProofLine | null = null;

  /** `lines` stand behind the head. */
  constructor(lines: AsyncIterator<string>) {
    this.lines = lines;
  }

  async peek(): Promise<ProofLine> {
    return (this.next ??= await this.read());
  }

  /** Moves on to the next line; the end is never passed. */
  take(): void {
    if (this.next?.kind !== 'end') this.next = null;
  }

  private async read(): Promise<ProofLine> {
    const next = await this.lines.next();
    this.line += 1;
    const { line } = this;
    if (next.done === true) return { kind: 'end', line, sound: false };
    if (next.value === proofsEnd)
      return { kind: 'end', line, sound: (await this.lines.next()).done === true };
    const proof = parseProofLine(next.value);
    return proof ? { kind: 'proof', line, ...proof } : { kind: 'malformed', line };
  }
}
