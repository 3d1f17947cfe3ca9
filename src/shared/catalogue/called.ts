import type { AnyContent } from './kinds.ts';
import type { Name } from './parts.ts';

/**
 * What a record goes by in a list: the name in the reader's language, else one that is official or in local use, else the first.
 * Of a statement or a text its beginning. `language` is BCP 47.
 */
export function called(content: AnyContent, language: string): string {
  if ('names' in content) return nameIn(content.names, language)?.text ?? '';
  if ('title' in content) return content.title;
  if ('statement' in content) return beginning(content.statement);
  if ('labels' in content) {
    const { labels } = content;
    return (
      (language in labels ? labels[language as 'en'] : undefined) ?? labels.en ?? labels.hy ?? labels.ru ?? ''
    );
  }
  if ('text' in content) return beginning(content.text);
  return content.date;
}

/** The name that is shown to somebody who reads `language`. */
export function nameIn(names: readonly Name[], language: string): Name | undefined {
  const spoken = names.filter((name) => name.language?.split('-')[0] === language.split('-')[0]);
  const among = spoken.length > 0 ? spoken : names;
  return (
    among.find(({ kind }) => kind === 'official' || kind === 'in-local-use') ??
    among.find(({ kind }) => kind !== 'historical') ??
    among[0]
  );
}

const longest = 120;

function beginning(text: string): string {
  const [first = ''] = text.split('\n', 1);
  return first.length <= longest ? first : `${first.slice(0, longest).replace(/\S*$/, '').trim()} …`;
}

/** Everything a record is called, the first one first, with the language where it is told. */
export function namesIn(
  content: AnyContent,
): readonly { readonly text: string; readonly language?: string | undefined }[] {
  if ('names' in content) return content.names.map(({ text, language }) => ({ text, language }));
  if ('title' in content) return [{ text: content.title }];
  if ('statement' in content) return [{ text: content.statement.slice(0, 500) }];
  if ('labels' in content)
    return Object.entries(content.labels).flatMap(([language, text]) =>
      text === undefined ? [] : { text, language },
    );
  if ('text' in content) return [{ text: content.text.slice(0, 500), language: content.language }];
  return [{ text: content.date }];
}
