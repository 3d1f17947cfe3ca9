/** The file as a decoder sees it: its first bytes, and more on request. */
export interface RemoteFile {
  readonly size: number;
  readonly head: Uint8Array;
  /** Bytes at a place; shorter only where the file ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
