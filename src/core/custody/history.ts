import type { CanonicalValue } from '../../verifier/custody/canonical.ts';
import type { EventValues } from '../../verifier/custody/event.ts';
import { isObject } from '../../verifier/custody/event-fields.ts';
import { mostFindings, type FindingList } from './log-findings.ts';

/** From where on a copy of the archive goes its own way, as its branch event says (docs/formats/log.md). */
export interface Branch {
  readonly sequence: number;
  readonly reason: 'copied' | 'restored';
  /** UUID of the replica that writes from here on. */
  readonly replica: string;
  /** Ed25519 public key of that replica, lower-case hex. */
  readonly key: string;
}

/** The branch that an event begins, or null. */
export function branchOf(values: EventValues): Omit<Branch, 'sequence'> | null {
  const { type, subject, detail } = values;
  if (type !== 'transfer' || !isObject(subject) || subject.kind !== 'replica' || !isObject(detail))
    return null;
  const { replica: reason, key } = detail;
  const { id } = subject;
  if (reason !== 'copied' && reason !== 'restored') return null;
  return typeof key === 'string' && typeof id === 'string' ? { reason, key, replica: id } : null;
}

const branchTexts: Readonly<Record<Branch['reason'], string>> = {
  restored:
    'this copy was restored from a backup, or repaired from a snapshot, here; what was written after that before it was is in the log of the copy before it, if anywhere',
  copied: 'this is a copy that was made here; the one it was made from may have gone on in its own log',
};

/** Clocks are corrected by a second or two all the time; that is not worth a word. */
const toleratedMilliseconds = 2_000;

/** What honest accidents leave in a log: clocks that were set back, and copies that went their own way. */
export class History {
  readonly branches: Branch[] = [];
  private readonly setBacks: { readonly sequence: number; readonly detail: string }[] = [];
  private latest: { readonly time: number; readonly sequence: number } | null = null;

  noteEvent(sequence: number, values: EventValues): void {
    this.noteTime(sequence, values.time);
    const branch = branchOf(values);
    if (branch) this.branches.push({ sequence, ...branch });
  }

  /** To be told of a log that holds: what a forged one says of its accidents is worth nothing. */
  report(findings: FindingList): void {
    for (const { sequence, reason } of this.branches)
      findings.add('branched', { first: sequence }, branchTexts[reason]);
    for (const { sequence, detail } of this.setBacks)
      findings.add('clock-set-back', { first: sequence }, detail);
  }

  /**
   * The branch that explains why a checkpoint over `size` events, signed with `key`, is not on this log's line: the copy
   * that signed it went on after this one had parted from it. A branch's own key never is excused by that branch.
   */
  branchBefore(size: number, key: string): Branch | null {
    const own = this.branches.findLast((branch) => branch.key === key);
    return (
      this.branches.find((branch) => branch.sequence < size && branch.sequence > (own?.sequence ?? -1)) ??
      null
    );
  }

  private noteTime(sequence: number, value: CanonicalValue | undefined): void {
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time)) return;
    const before = this.latest;
    if (before && time < before.time - toleratedMilliseconds) {
      const [from, to] = [new Date(before.time).toISOString(), new Date(time).toISOString()];
      const detail = `this machine's clock was set back, from ${from} (event ${before.sequence}) to ${to}: the order of the events is that of the log, and is proved; their times are only what the clock said`;
      if (this.setBacks.length < mostFindings) this.setBacks.push({ sequence, detail });
    }
    // Compared with the event before, so that one wrong clock does not make every later one wrong too.
    this.latest = { time, sequence };
  }
}
