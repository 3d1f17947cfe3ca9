import type { AnyContent } from './kinds.ts';

/** Everything a record is called, the first one first, with the language where it is told. */
export function namesIn(
  content: AnyContent,
): readonly { readonly text: string; readonly language?: string | undefined }[] {
  if ('names' in content) return content.names.map(({ text, language }) => ({ text, language }));
  if ('title' in content) return [{ text: content.title }];
  if ('statement' in content) return [{ text: content.statement.slice(0, 500) }];
  if ('reason' in content) return [{ text: content.reason.slice(0, 500) }];
  if ('labels' in content)
    return Object.entries(content.labels).flatMap(([language, text]) =>
      text === undefined ? [] : { text, language },
    );
  if ('text' in content) return [{ text: content.text.slice(0, 500), language: content.language }];
  return [{ text: content.date }];
}
