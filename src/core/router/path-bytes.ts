/** A path as the contract carries it, in the bytes of the file system. */
export function pathBytes(path: { readonly text: string } | { readonly bytes: string }): Buffer {
  return 'text' in path ? Buffer.from(path.text) : Buffer.from(path.bytes, 'base64');
}
