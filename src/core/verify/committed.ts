import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { valuesOf } from '../custody/read.ts';
import type { Statement } from '../database/connection.ts';

/** What an event tells, as far as its values are there; whether they are the committed ones is for `verifyLog` to say. */
export interface ToldEvent {
  readonly type: string | null;
  readonly time: string | null;
  /** UUID of who acted. */
  readonly identity: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Events by what they are about, through one index and one statement. */
export class CommittedEvents {
  private readonly statement: Statement<[string, number], { sequence: number; disclosures: string }>;
  private readonly logId: number;

  constructor({ catalogue, events }: Archive) {
    this.logId = events.log.id;
    this.statement = catalogue.prepare(
      'SELECT sequence, disclosures FROM event_disclosure WHERE subject = ? AND log_id = ? ORDER BY sequence',
    );
  }

  about(kind: string, uid: Uint8Array): readonly ToldEvent[] {
    return this.ofSubject(`${kind}:${uuidText(uid)}`);
  }

  ofSubject(subject: string): readonly ToldEvent[] {
    return this.statement.all(subject, this.logId).map(({ sequence, disclosures }) => {
      const list: unknown = JSON.parse(disclosures);
      const texts = Array.isArray(list) ? list : [];
      const event = { sequence, leaf: '', disclosures: texts.map((text) => asText(text)) };
      const { type, time, identity, detail } = valuesOf(event);
      return {
        type: asText(type),
        time: asText(time),
        identity: asText(identity),
        detail: asObject(detail),
      };
    });
  }
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The object a value is, else an empty one: what it would have held is then missing. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
