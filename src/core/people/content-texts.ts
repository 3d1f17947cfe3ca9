import type { RecordKind } from '../../shared/catalogue/kinds.ts';
import { namedIn } from '../../shared/catalogue/named-in.ts';
import { heldContent, type Members } from '../records/content.ts';

/** Words that people wrote in what a record says, apart from its terms, ids, dates and languages. */

/** Members that are no words, at any depth. */
const noWords = new Set([
  'language',
  'languages',
  'script',
  'vocabulary',
  'confidentiality',
  'date',
  'period',
  'on',
  'withdrawnOn',
  'certifiedOn',
  'reviewOn',
]);

type Change = (text: string, member: string) => string;

/**
 * What a record says with every text changed, and without what names one of `gone`: an entry of a list that does is left out, with
 * everything else that it says.
 */
export function changedContent(
  kind: RecordKind,
  content: Members,
  change: Change,
  gone: ReadonlySet<string> = new Set(),
): Members {
  const named = namedIn(kind, heldContent(kind, content));
  const kept = new Set([...named.terms.map(([, term]) => term), ...named.records.map(([, id]) => id)]);
  const changed = (value: unknown, name: string, member: string): unknown => {
    if (typeof value === 'string')
      return noWords.has(name) || kept.has(value) ? value : change(value, member);
    if (Array.isArray(value))
      return value.filter((one) => !isAbout(one, gone)).map((one) => changed(one, name, member));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, one]) => !isAbout(one, gone, true))
        .map(([inner, one]) => [inner, changed(one, inner, member)]),
    );
  };
  const members = Object.entries(content)
    .filter(([, value]) => !isAbout(value, gone, true))
    .map(([member, value]) => [member, changed(value, member, member)] as const)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(members);
}

/** Every text of a record, by member. */
export function textsByMember(kind: RecordKind, content: Members): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  changedContent(kind, content, (text, member) => {
    const texts = found.get(member) ?? [];
    found.set(member, texts);
    texts.push(text);
    return text;
  });
  return found;
}

/** An id of these, or an entry that is one's: who was involved in an act, who belonged to a group. */
function isAbout(value: unknown, gone: ReadonlySet<string>, isMember = false): boolean {
  if (typeof value === 'string') return gone.has(value);
  if (isMember || typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).some((one) => typeof one === 'string' && gone.has(one));
}
