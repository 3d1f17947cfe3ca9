/** Made when the interface is built (scripts/manual): what docs/manual says, and the addresses of its pictures by name. */
declare module 'virtual:manual/*' {
  export const chapters: readonly import('./blocks.ts').Chapter[];
  export const pictures: Readonly<Record<string, string>>;
}
