/**
 * Lets one heavy picture through at a time. A HEIC or AVIF of 12 to 20 megapixels takes hundreds of megabytes while it is
 * drawn (measured: two at once 500 to 880); that would break the limit of 600 that all processes of an import share.
 */
export class HeavyGate {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves when it is one's turn, with the function that ends it. */
  async enter(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const turn = this.last;
    this.last = turn.then(() => promise);
    await turn;
    return () => resolve(undefined);
  }
}

const LONG_FILE = 24 * 1_048_576;

/** Formats whose decoders hold the whole picture, and long files of the others. */
export function isHeavy(mediaType: string | null, size: number): boolean {
  if (mediaType === null || !mediaType.startsWith('image/')) return false;
  return size > (/^image\/(hei[cf]|avif)/.test(mediaType) ? 65_536 : LONG_FILE);
}
