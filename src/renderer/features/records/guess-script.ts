/** Scripts that names here are written in: ISO 15924. */
const scripts = ['Latn', 'Armn', 'Cyrl', 'Arab', 'Geor', 'Grek', 'Hebr', 'Syrc'] as const;
export type Script = (typeof scripts)[number];

const patterns: readonly (readonly [Script, RegExp])[] = scripts.map((script) => [
  script,
  new RegExp(String.raw`\p{Script=${script}}`, 'gu'),
]);

/** The script that most letters of a text are of; null where it has none of those known. */
export function guessScript(text: string): Script | null {
  const counted = patterns.map(([script, pattern]) => [script, text.match(pattern)?.length ?? 0] as const);
  const [best] = counted.filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]);
  return best?.[0] ?? null;
}

/** The language that a name in a script is in most likely, where the script alone tells it; else what its own letters tell. */
export function guessLanguage(text: string): string | null {
  const script = guessScript(text);
  if (script === 'Armn') return 'hy';
  if (script === 'Geor') return 'ka';
  if (script === 'Cyrl') return 'ru';
  if (script === 'Latn' && /[əƏ]/u.test(text)) return 'az';
  return null;
}
