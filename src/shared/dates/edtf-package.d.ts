declare module 'edtf' {
  /** Throws for what the grammar does not know. */
  export function parse(text: string, options?: { readonly level: number }): unknown;
}
