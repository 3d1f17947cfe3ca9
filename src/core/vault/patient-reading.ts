import type { OpenOriginal } from './vault.ts';

/** A process that was ended may have left a reading under way: the file is closed after it. */
export function patientReading(original: OpenOriginal) {
  let last: Promise<unknown> = Promise.resolve();
  return {
    size: original.size,
    read(offset: number, length: number): Promise<Uint8Array> {
      const reading = original.read(offset, length);
      last = Promise.allSettled([last, reading]);
      return reading;
    },
    async close(): Promise<void> {
      await last;
      original.close();
    },
  };
}
