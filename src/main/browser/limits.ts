/** How much of anything a connection may have. Bytes and milliseconds. */
export interface Limits {
  readonly headerBytes: number;
  /** Of a JSON body: paths of a hundred thousand files, or the longest sealed text. */
  readonly bodyBytes: number;
  readonly connections: number;
  /** From the first byte of a request, or the beginning of a connection, to the end of its headers. */
  readonly headers: number;
  /** For a JSON body to arrive. */
  readonly body: number;
  /** Between two pieces of a dropped file, or until a reader takes more of an answer. */
  readonly stall: number;
}

export const defaultLimits: Limits = {
  headerBytes: 16 * 1024,
  bodyBytes: 16 * 1024 * 1024,
  connections: 256,
  headers: 10_000,
  body: 30_000,
  stall: 120_000,
};
