import type { Written } from '../../shared/catalogue/claim.ts';
import { uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import type { Archive } from '../archive/archive.ts';

/** An item that has words: in which languages, and into which it is translated already. */
export interface Worded {
  readonly item: number;
  readonly languages: readonly string[];
  readonly translated: readonly string[];
}

const base = (tag: string): string => tag.split('-')[0] ?? tag;

/** Items whose languages are told, or of which somebody wrote down what stands in them. */
export function* wordedItems(
  { catalogue }: Pick<Archive, 'catalogue'>,
  hidden: ReadonlySet<number>,
): Generator<undefined, readonly Worded[]> {
  const texts = new Map<string, { said: Set<string>; translated: Set<string> }>();
  const rows = statement<[number], { id: number; content: string }>(
    catalogue,
    "SELECT id, content FROM record WHERE kind = 'text' AND id > ? AND is_removed = 0 ORDER BY id LIMIT 200",
  );
  for (let last = 0; ;) {
    const some = rows.all(last);
    for (const { content } of some) {
      const { of, kind, language } = JSON.parse(content) as Written;
      if (language === undefined) continue;
      const known = texts.get(of) ?? { said: new Set(), translated: new Set() };
      texts.set(of, known);
      (kind === 'translation' ? known.translated : known.said).add(base(language));
    }
    const end = some.at(-1);
    if (!end) break;
    last = end.id;
    yield undefined;
  }
  const worded: Worded[] = [];
  const items = statement<[number], { id: number; uid: Uint8Array; languages: string | null }>(
    catalogue,
    'SELECT id, uid, languages FROM item WHERE id > ? ORDER BY id LIMIT 250',
  );
  for (let last = 0; ;) {
    const some = items.all(last);
    for (const { id, uid, languages } of some) {
      if (languages === null && texts.size === 0) continue;
      const text = texts.get(uuidText(uid));
      const told = languages === null ? [] : (JSON.parse(languages) as readonly string[]).map(base);
      const said = [...new Set([...told, ...(text?.said ?? [])])];
      if (said.length === 0 || hidden.has(id)) continue;
      worded.push({ item: id, languages: said, translated: [...(text?.translated ?? [])] });
    }
    const end = some.at(-1);
    if (!end) return worded;
    last = end.id;
    yield undefined;
  }
}

/** Whether whoever reads this language alone cannot read it. */
export function lacks({ languages, translated }: Worded, language: string): boolean {
  const wanted = base(language);
  return !languages.includes(wanted) && !translated.includes(wanted);
}
