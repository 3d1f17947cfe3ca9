declare module 'jsonld' {
  const jsonld: {
    expand(
      document: object,
      options: { readonly documentLoader: (url: string) => never; readonly safe: boolean },
    ): Promise<object[]>;
  };
  export default jsonld;
}
