import { agreementOf, type Agreement } from '../../shared/catalogue/agreement.ts';
import type { AnyContent, RecordKind } from '../../shared/catalogue/kinds.ts';
import { namesIn } from '../../shared/catalogue/called.ts';
import { namedIn } from '../../shared/catalogue/named-in.ts';
import { middleOf } from '../../shared/catalogue/shapes.ts';
import { readEdtf } from '../../shared/dates/edtf.ts';
import { uuidText } from '../cryptography/random.ts';
import { fold } from '../search/fold.ts';
import type { StoredRecord } from './record-state.ts';

/** What lists of records are narrowed, counted and ordered by. */
export interface RecordFacts {
  readonly id: number;
  readonly uid: string;
  readonly kind: RecordKind;
  readonly number: string;
  readonly revision: number;
  readonly createdAt: string;
  readonly isRemoved: boolean;
  /** Each name or title, with its language where it is told. */
  readonly names: readonly { readonly text: string; readonly language?: string | undefined }[];
  /** Folded, of the first name: what lists are ordered by where a language has no name of its own. */
  readonly key: string;
  /** Ids of terms: place types, incident types, actor type, kinds of text. */
  readonly types: readonly string[];
  /** Of an assessment, an incident; of a place it is worked out from its assessments. */
  readonly status: string | null;
  readonly agreement: Agreement | null;
  /** EDTF, as typed. */
  readonly date: string | null;
  /** Days, `YYYY-MM-DD`; null: open or unknown. */
  readonly from: string | null;
  readonly to: string | null;
  /** Of `from`. */
  readonly year: string | null;
  /** Longitude and latitude of its middle, degrees. */
  readonly position: readonly [number, number] | null;
  readonly confidentiality: string;
  /** Records and items that the content names. */
  readonly named: readonly string[];
  readonly legal: readonly string[];
  readonly riskFactors: readonly string[];
}

const values = new Map<string, string>();

/** One string for all that are alike, of the few that are counted: faster to count, and less to keep. */
function once(value: string): string {
  const known = values.get(value);
  if (known === undefined) values.set(value, value);
  return known ?? value;
}

const noDate = { date: null, from: null, to: null, year: null };

export function factsOf(record: StoredRecord): RecordFacts {
  const { id, uid, kind, number, revision, createdAt, isRemoved } = record;
  const content: AnyContent = record.content;
  const names = namesIn(content);
  return {
    id,
    uid: uuidText(uid),
    kind,
    number,
    revision,
    createdAt,
    isRemoved,
    names,
    key: fold(names[0]?.text ?? ''),
    types: typesIn(content).map(once),
    status: 'status' in content && content.status ? once(content.status) : null,
    agreement: 'reviews' in content || kind === 'claim' ? agreementIn(content) : null,
    ...(dateIn(content) ?? noDate),
    position: 'geometry' in content && content.geometry ? middleOf(content.geometry.shape) : null,
    confidentiality: once(
      ('confidentiality' in content ? content.confidentiality : undefined) ?? 'restricted',
    ),
    named: [...new Set(namedIn(kind, content).records.map(([, one]) => one))],
    legal: 'legal' in content ? (content.legal ?? []).map(once) : [],
    riskFactors: 'riskFactors' in content ? (content.riskFactors ?? []).map(once) : [],
  };
}

function agreementIn(content: AnyContent): Agreement {
  return agreementOf('reviews' in content ? content.reviews : undefined);
}

function typesIn(content: AnyContent): readonly string[] {
  if ('types' in content) return content.types ?? [];
  if ('type' in content) return content.type === undefined ? [] : [content.type];
  if ('connection' in content) return content.connection === undefined ? [] : [content.connection];
  return 'kind' in content ? [content.kind] : [];
}

function dateIn(content: AnyContent): Pick<RecordFacts, 'date' | 'from' | 'to' | 'year'> | null {
  const date = 'period' in content ? content.period : 'date' in content ? content.date : undefined;
  if (date === undefined) return null;
  const read = readEdtf(date);
  const from = read.ok ? read.earliest : null;
  return {
    date,
    from,
    to: read.ok ? read.latest : null,
    year: from === null ? null : once(from.slice(0, 4)),
  };
}

/** Every text in it, for a search over words. */
export function textsIn(content: unknown): string[] {
  if (typeof content === 'string') return [content];
  if (Array.isArray(content)) return content.flatMap(textsIn);
  if (typeof content === 'object' && content !== null) return Object.values(content).flatMap(textsIn);
  return [];
}
