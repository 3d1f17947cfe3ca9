/** A chapter of the manual, read from its Markdown when the interface is built (scripts/manual). */
export interface Chapter {
  /** Name of its file, without ending. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  /** `name`: of a picture of this language. */
  | { readonly kind: 'picture'; readonly name: string; readonly says: string }
  | {
      readonly kind: 'list';
      readonly isOrdered: boolean;
      readonly items: readonly (readonly Block[])[];
    };

export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly to: string; readonly text: string };
