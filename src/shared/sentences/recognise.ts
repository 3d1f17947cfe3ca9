import { sentences, type SentenceCode } from './english.ts';

/** One of the core's sentences: which, and what fills it. What is a sentence itself is recognised too. */
export interface Sentence {
  readonly code: SentenceCode;
  readonly parameters: Readonly<Record<string, string | Sentence>>;
}

interface Pattern {
  readonly code: SentenceCode;
  readonly names: readonly string[];
  readonly fits: RegExp;
  readonly weight: number;
}

const place = /\{(\w+)\}/g;
/** What is always a number, and what a code: the narrower a place is, the less is taken for what it is not. */
const shapes: Readonly<Record<string, string>> = {
  line: '\\d+', count: '\\d+', bytes: '\\d+', size: '\\d+', sequence: '\\d+', position: '\\d+',
  problem: '[a-z]+(?:-[a-z]+)*', id: '[0-9a-f-]+',
}; // prettier-ignore

/** The most words first: a sentence that is written out is meant before one that is mostly filled in. */
const patterns: readonly Pattern[] = Object.entries(sentences)
  .map(([code, template]) => patternOf(code as SentenceCode, template))
  .toSorted((left, right) => right.weight - left.weight);

function patternOf(code: SentenceCode, template: string): Pattern {
  const names = [...template.matchAll(place)].map(([, name]) => name ?? '');
  const literals = template.split(/\{\w+\}/);
  const source = literals
    .map((text, index) => {
      const name = names[index];
      const filled = name === undefined ? '' : `(${shapes[name] ?? '.+?'})`;
      return `${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${filled}`;
    })
    .join('');
  return { code, names, fits: new RegExp(`^${source}$`, 's'), weight: literals.join('').length };
}

/** Which of the core's sentences this is; null if none, as what a system or a library says. */
export function recognise(text: string): Sentence | null {
  for (const { code, names, fits } of patterns) {
    const found = fits.exec(text);
    if (!found) continue;
    const parameters: Record<string, string | Sentence> = {};
    for (const [index, name] of names.entries()) {
      const value = found[index + 1] ?? '';
      const inner = name === 'sentence' ? recognise(value) : value;
      if (inner !== null) parameters[name] = inner;
    }
    if (names.every((name) => name in parameters)) return { code, parameters };
  }
  return null;
}

/** The sentence, from the templates of a language. `write` says how that language writes what is filled in. */
export function render(
  { code, parameters }: Sentence,
  templates: Readonly<Record<SentenceCode, string>>,
  write: (value: string) => string = (value) => value,
): string {
  return templates[code].replace(place, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === 'string' ? write(value) : render(value, templates, write);
  });
}
