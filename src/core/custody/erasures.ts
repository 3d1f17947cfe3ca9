import type { CanonicalValue } from '../../verifier/custody/canonical.ts';
import { fieldNames, type EventValues, type FieldName } from '../../verifier/custody/event.ts';
import { isObject } from '../../verifier/custody/event-fields.ts';
import type { FindingList } from './log-findings.ts';

/** Fields as bits by position. */
type Mask = number;

interface Absence {
  readonly first: number;
  last: number;
  readonly mask: Mask;
}

/**
 * Sets values that are gone against the events that say they were erased: a `deletion` whose detail holds
 * `erased: [{"fields": […names], "sequence": n}, …]`, naming events before itself (docs/formats/log.md).
 */
export class ErasureLedger {
  private readonly absences: Absence[] = [];
  private readonly erased = new Map<number, Mask>();

  noteAbsent(sequence: number, fields: readonly FieldName[]): void {
    if (fields.length === 0) return;
    const mask = maskOf(fields);
    const before = this.absences.at(-1);
    // A whole log without its values stays one entry.
    if (before?.last === sequence - 1 && before.mask === mask) before.last = sequence;
    else this.absences.push({ first: sequence, last: sequence, mask });
  }

  noteEvent(sequence: number, values: EventValues): void {
    if (values.type !== 'deletion' || !isObject(values.detail)) return;
    const list = values.detail.erased;
    if (!Array.isArray(list)) return;
    for (const entry of list as readonly CanonicalValue[]) {
      if (!isObject(entry) || typeof entry.sequence !== 'number' || !Array.isArray(entry.fields)) continue;
      if (entry.sequence >= sequence) continue;
      const named: readonly CanonicalValue[] = entry.fields;
      const mask = maskOf(fieldNames.filter((name) => named.includes(name)));
      this.erased.set(entry.sequence, (this.erased.get(entry.sequence) ?? 0) | mask);
    }
  }

  report(findings: FindingList): void {
    for (const absence of this.absences) {
      for (let first = absence.first; first <= absence.last;) {
        const mask = this.unexplained(absence, first);
        let last = first;
        while (last < absence.last && this.unexplained(absence, last + 1) === mask) last += 1;
        const names = fieldNames.filter((_, position) => (mask & (1 << position)) !== 0);
        if (mask !== 0)
          findings.add(
            'values-missing',
            { first, last },
            `no event says that ${names.join(', ')} were erased`,
          );
        first = last + 1;
      }
    }
  }

  private unexplained(absence: Absence, sequence: number): Mask {
    return absence.mask & ~(this.erased.get(sequence) ?? 0);
  }
}

function maskOf(fields: readonly FieldName[]): Mask {
  return fields.reduce((mask, field) => mask | (1 << fieldNames.indexOf(field)), 0);
}
