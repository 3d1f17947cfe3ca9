import { sentences, type SentenceCode } from './english.ts';
import { reasons, type ReasonCode } from './reasons.ts';

/** One of the core's sentences: which, and what fills it. What is a sentence itself is recognised too. */
export interface Sentence<Code extends string = SentenceCode> {
  readonly code: Code;
  readonly parameters: Readonly<Record<string, string | Sentence<Code>>>;
}

interface Pattern<Code extends string> {
  readonly code: Code;
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

function patternOf<Code extends string>(code: Code, template: string): Pattern<Code> {
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

type Recogniser<Code extends string> = (text: string) => Sentence<Code> | null;

function recogniser<Code extends string>(templates: Readonly<Record<Code, string>>): Recogniser<Code> {
  // The most words first: a sentence that is written out is meant before one that is mostly filled in.
  const patterns = (Object.keys(templates) as Code[])
    .map((code) => patternOf(code, templates[code]))
    .toSorted((left, right) => right.weight - left.weight);
  const read: Recogniser<Code> = (text) => {
    for (const { code, names, fits } of patterns) {
      const found = fits.exec(text);
      if (!found) continue;
      const parameters: Record<string, string | Sentence<Code>> = {};
      for (const [index, name] of names.entries()) {
        const value = found[index + 1] ?? '';
        const inner = name === 'sentence' ? read(value) : value;
        // One within its like would take apart what merely fills it, as a colon in the name of a file.
        if (inner !== null && (typeof inner === 'string' || inner.code !== code)) parameters[name] = inner;
      }
      if (names.every((name) => name in parameters)) return { code, parameters };
    }
    return null;
  };
  return read;
}

/** Which of the core's sentences this is; null if none, as what a system or a library says. */
export const recognise = recogniser<SentenceCode>(sentences);

/** The same of the reason of a failure, which may also be what a verification says. */
export const recogniseReason = recogniser<ReasonCode | SentenceCode>({ ...reasons, ...sentences });

/** The sentence, from the templates of a language. `write` says how that language writes what is filled in. */
export function render<Code extends string>(
  { code, parameters }: Sentence<Code>,
  templates: Readonly<Record<Code, string>>,
  write: (value: string, name: string) => string = (value) => value,
): string {
  return templates[code].replace(place, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === 'string' ? write(value, name) : render(value, templates, write);
  });
}
