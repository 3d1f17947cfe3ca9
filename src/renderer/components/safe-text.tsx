import './safe-text.css';

/**
 * Characters that change how text around them is shown, or that cannot be seen: a name with one of them could pass for another.
 * Bidirectional controls, other controls, zero-width and tag characters, line and paragraph separators.
 */
const unseen =
  /[\p{Cc}\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;
const unseenAll = new RegExp(unseen, 'gu');

/** Joiners are part of how some scripts are written: shown only next to what makes them suspect is not decided here. */
const code = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** How much of a text from outside is laid out at once; the whole is in its title. */
const most = 2000;

/**
 * Text from outside (names, EXIF, paths): shown as text, in its own direction, with what could hide in it made visible.
 * `multiline` keeps line breaks.
 */
export function SafeText({
  children,
  multiline = false,
}: {
  readonly children: string;
  readonly multiline?: boolean;
}) {
  const text = children.length > most ? `${children.slice(0, most)}…` : children;
  const parts: (string | { readonly character: string })[] = [];
  let last = 0;
  for (const match of text.matchAll(unseenAll)) {
    if (multiline && (match[0] === '\n' || match[0] === '\t')) continue;
    parts.push(text.slice(last, match.index), { character: match[0] });
    last = match.index + match[0].length;
  }
  parts.push(text.slice(last));
  return (
    <bdi className={multiline ? 'safe-text safe-text-lines' : 'safe-text'}>
      {parts.map((part, index) =>
        typeof part === 'string' ? (
          part
        ) : (
          <span key={index} className="safe-text-unseen">
            {code(part.character)}
          </span>
        ),
      )}
    </bdi>
  );
}

/** For attributes (labels, titles), where no mark-up can stand. */
export const plainText = (text: string): string =>
  (text.length > most ? `${text.slice(0, most)}…` : text).replace(
    unseenAll,
    (character) => `⟨${code(character)}⟩`,
  );
