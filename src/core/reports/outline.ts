/** A document before it has pages: what a PDF and an editable document are both made from. */

/** A sentence and the exhibits that it rests on, by their labels. */
export interface Sentence {
  readonly text: string;
  readonly exhibits: readonly string[];
}

export type Block =
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: string;
      /** Where links lead to. */
      readonly anchor?: string;
    }
  | { readonly kind: 'sentences'; readonly sentences: readonly Sentence[] }
  /** What is not a statement about the world: how to read the document. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: string])[] }
  /** Text that leads to a heading. */
  | { readonly kind: 'reference'; readonly text: string; readonly anchor: string }
  | { readonly kind: 'exhibit'; readonly exhibit: Exhibit };

export interface Exhibit {
  /** `E-0001` */
  readonly label: string;
  /** UUID of the item. */
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly texts: readonly string[];
  /** JPEG. */
  readonly picture: Picture | null;
}

export interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Outline {
  readonly language: string;
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly blocks: readonly Block[];
  /** RFC 3339. */
  readonly madeAt: string;
  readonly contents: string;
  /** With `{page}` where its number goes. */
  readonly page: string;
}

/** What it says, a line a heading, sentence or fact. */
export function outlineText({ title, subtitle, blocks }: Outline): string {
  const lines = blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case 'heading':
        return ['', `${'#'.repeat(block.level)} ${block.text}`];
      case 'sentences':
        return block.sentences.map(cited);
      case 'note':
      case 'reference':
        return [block.text];
      case 'facts':
        return block.facts.map(([label, value]) => `${label}: ${value}`);
      case 'exhibit': {
        const { label, number, title: name, facts, texts } = block.exhibit;
        return [`${label} (${number}) ${name}`, ...facts.map((fact) => fact.join(': ')), ...texts];
      }
    }
  });
  return [title, ...subtitle, ...lines].join('\n');
}

export function cited({ text, exhibits }: Sentence): string {
  return exhibits.length === 0
    ? text
    : `${text} [${citation(exhibits)
        .map((part) => part.text)
        .join('')}]`;
}

/** Labels in order as they are printed, three or more that follow one another as a range; a label leads to its entry. */
export function citation(
  labels: readonly string[],
): readonly { readonly text: string; readonly isLabel: boolean }[] {
  const number = (label: string): number => Number(label.replace(/\D/g, ''));
  const ranges: string[][] = [];
  for (const label of labels) {
    const open = ranges.at(-1);
    if (open && number(label) === number(open.at(-1) ?? '') + 1) open.push(label);
    else ranges.push([label]);
  }
  return ranges
    .flatMap((range) => (range.length < 3 ? range.map((label) => [label]) : [range]))
    .flatMap((range, at) => {
      const [first = '', last = first] = [range[0], range.at(-1)];
      return [
        ...(at === 0 ? [] : [{ text: ', ', isLabel: false }]),
        { text: first, isLabel: true },
        ...(range.length < 3
          ? []
          : [
              { text: '–', isLabel: false },
              { text: last, isLabel: true },
            ]),
      ];
    });
}

export function paragraph(sentences: readonly Sentence[]): readonly Block[] {
  return sentences.length === 0 ? [] : [{ kind: 'sentences', sentences }];
}
