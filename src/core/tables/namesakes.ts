import type { Geometry } from '../../shared/catalogue/parts.ts';
import { metresBetween, middleOf } from '../../shared/catalogue/shapes.ts';
import type { RecordTableKind } from '../../shared/catalogue/table-fields.ts';
import type { Members } from '../records/content.ts';
import type { RecordFacts } from '../records/record-facts.ts';
import { fold } from '../search/fold.ts';

/** A record, or an earlier row that will be one, as far as rows are told from it. */
export interface Namesake {
  /** Of a record. */
  readonly id: number | undefined;
  position: readonly [number, number] | null;
  readonly date: string | null;
  /** What a row of this table says of it. */
  said: { readonly line: number; readonly content: string } | null;
}

/** Two places of one name are the same within so many metres; a church and the next village's are not. */
const sameWithin = 1000;

/** So near they stand on the same spot. */
export const sameSpot = 10;

/** What a row may be about, by what it is called. */
export class Namesakes {
  private readonly byName = new Map<string, Namesake[]>();
  private readonly byId = new Map<number, Namesake>();

  constructor(named: ReadonlyMap<string, readonly RecordFacts[]>) {
    for (const [name, list] of named)
      this.byName.set(
        name,
        list.map(({ id, position, date }) => this.known(id, position, date)),
      );
  }

  ofRecord(id: number): Namesake {
    return this.known(id, null, null);
  }

  /** The one that is not somewhere, or some time, else: of several the one on the same spot. Null: there is none yet. */
  of(kind: RecordTableKind, content: Members): Namesake | 'several' | null {
    const found = new Set(textsOf(content).flatMap((name) => this.byName.get(fold(name)) ?? []));
    const position = pointOf(content);
    const apart = (one: Namesake): number =>
      position && one.position ? metresBetween(position, one.position) : 0;
    const alike = [...found].filter(
      (one) => apart(one) <= sameWithin && (kind !== 'incident' || one.date === dateOf(content)),
    );
    const [only, another] = alike;
    if (!only || !another) return only ?? null;
    const here = alike.filter((one) => position && one.position && apart(one) <= sameSpot);
    return here.length === 1 && here[0] ? here[0] : 'several';
  }

  /** From here on the row is known with the others. */
  note(
    of: Namesake | null,
    content: Members,
    said: NonNullable<Namesake['said']>,
    isReplacing: boolean,
  ): void {
    const one = of ?? { id: undefined, position: null, date: dateOf(content), said };
    if (isReplacing || one.position === null) one.position = pointOf(content) ?? one.position;
    one.said = said;
    for (const name of textsOf(content).map(fold)) {
      const list = this.byName.get(name) ?? [];
      if (!list.includes(one)) this.byName.set(name, [...list, one]);
    }
  }

  private known(id: number, position: Namesake['position'], date: string | null): Namesake {
    const one = this.byId.get(id) ?? { id, position, date, said: null };
    this.byId.set(id, one);
    return one;
  }
}

const dateOf = ({ date }: Members): string | null => (typeof date === 'string' ? date : null);

function textsOf(content: Members): readonly string[] {
  if (typeof content.title === 'string') return [content.title];
  return Array.isArray(content.names) ? (content.names as { text: string }[]).map(({ text }) => text) : [];
}

/** The first name, or the title; empty where there is none. */
export const nameIn = (content: Members): string => textsOf(content)[0] ?? '';

function pointOf(content: Members): readonly [number, number] | null {
  const geometry = content.geometry as Geometry | undefined;
  return geometry ? middleOf(geometry.shape) : null;
}
