import { sha256 } from '../cryptography/digest.ts';
import {
  checkEvent,
  fieldNames,
  type EventProblem,
  type EventProblemCode,
} from '../../verifier/custody/event.ts';
import { subjectOf } from '../../verifier/custody/event-fields.ts';
import { subjectKey } from './append.ts';
import type { ErasureLedger } from './erasures.ts';
import type { History } from './history.ts';
import type { FindingList, LogProblem } from './log-findings.ts';
import type { LogEventRow } from './verify-log.ts';

/** What an event says of itself that the tree has to explain: its leaf may be what was changed. */
export interface Suspicion {
  readonly sequence: number;
  readonly problem: LogProblem;
  readonly detail: string;
}

const problemOf: Readonly<Record<EventProblemCode, LogProblem>> = {
  'leaf-malformed': 'leaf-malformed',
  'leaf-version': 'leaf-malformed',
  'leaf-length': 'leaf-malformed',
  'committed-twice': 'field-committed-twice',
  'disclosures-malformed': 'value-malformed',
  'value-changed': 'value-changed',
  'value-malformed': 'value-malformed',
};

/** Checks events one by one against their own leaves. */
export class EventChecker {
  private readonly erasures: ErasureLedger;
  private readonly findings: FindingList;
  private readonly history: History;

  constructor(erasures: ErasureLedger, history: History, findings: FindingList) {
    this.erasures = erasures;
    this.history = history;
    this.findings = findings;
  }

  checkBlock(rows: readonly LogEventRow[]): readonly Suspicion[] {
    return rows.flatMap((row) => this.checkRow(row));
  }

  private checkRow(row: LogEventRow): readonly Suspicion[] {
    const { sequence } = row;
    const leaf = Buffer.from(row.leaf).toString('latin1');
    const disclosures = row.disclosures === null ? fieldNames.map(() => null) : parse(row.disclosures);
    const { values, absent, problems } = checkEvent(sha256, leaf, disclosures);
    const suspicions = gather(sequence, problems);
    if (values.sequence !== undefined && values.sequence !== sequence) {
      const detail = `stands at ${sequence} and commits to position ${JSON.stringify(values.sequence)}`;
      suspicions.push({ sequence, problem: 'event-reordered', detail });
    }
    this.erasures.noteAbsent(sequence, absent);
    this.erasures.noteEvent(sequence, values);
    if (problems.length === 0) this.history.noteEvent(sequence, values);
    const subject = subjectOf(values.subject);
    const wrongSubject = values.subject !== undefined && row.subject !== (subject && subjectKey(subject));
    const wrongType = values.type !== undefined && row.type !== values.type;
    if (row.disclosures !== null && (wrongSubject || wrongType)) {
      this.findings.add(
        'lookup-changed',
        { first: sequence },
        'looked up by another subject or type than its own',
      );
    }
    return suspicions;
  }
}

function gather(sequence: number, problems: readonly EventProblem[]): Suspicion[] {
  // Every value at odds with its digest: it is the two rows that do not belong together, one finding and not twelve.
  const changed = problems.filter((problem) => problem.code === 'value-changed');
  if (changed.length === fieldNames.length) {
    return [{ sequence, problem: 'value-changed', detail: 'leaf and values do not belong together' }];
  }
  return problems.map(({ code, detail }) => ({ sequence, problem: problemOf[code], detail }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
