import type { RangeReader } from './read-zip.ts';
import {
  lengths,
  needsZip64,
  parseEnd,
  parseEnd64,
  parseLocator64,
  signatures,
  view,
  type EndRecord,
} from './records.ts';

export interface Directory extends Omit<EndRecord, 'commentLength'> {
  /** Where the first of the end records begins: nothing of the directory may lie beyond. */
  readonly limit: number;
  /** Bytes behind the end of the zip. */
  readonly trailing: number;
}

/** The end record, with its ZIP64 form where there is one (§4.3.14–16). Text: what is wrong. Null: there is none. */
export async function findEnd(file: RangeReader): Promise<Directory | string | null> {
  const tailLength = Math.min(file.size, lengths.end + 0xffff);
  const tailOffset = file.size - tailLength;
  const tail = await file.read(tailOffset, tailLength);
  const data = view(tail);
  for (let at = tail.length - lengths.end; at >= 0; at -= 1) {
    if (data.getUint32(at, true) !== signatures.end) continue;
    const end = parseEnd(tail.subarray(at, at + lengths.end));
    const trailing = tail.length - at - lengths.end - end.commentLength;
    // A signature by chance inside a comment would promise more than there is.
    if (trailing < 0) continue;
    return withZip64(file, end, tailOffset + at, trailing);
  }
  return null;
}

async function withZip64(
  file: RangeReader,
  end: EndRecord,
  endAt: number,
  trailing: number,
): Promise<Directory | string> {
  const locatorAt = endAt - lengths.locator64;
  const locator = locatorAt >= 0 ? await file.read(locatorAt, lengths.locator64) : new Uint8Array();
  const hasLocator =
    locator.length === lengths.locator64 && view(locator).getUint32(0, true) === signatures.locator64;
  if (!hasLocator) {
    return needsZip64(end)
      ? 'its end record points to a ZIP64 record that is not there'
      : { ...end, limit: endAt, trailing };
  }
  const at = parseLocator64(locator);
  if (at === null || at + lengths.end64 > locatorAt) return 'its ZIP64 end record lies outside the file';
  const record = await file.read(at, lengths.end64);
  if (record.length < lengths.end64 || view(record).getUint32(0, true) !== signatures.end64)
    return 'there is no ZIP64 end record where the locator says';
  const wide = parseEnd64(record);
  if (!wide) return 'its ZIP64 end record counts beyond what a file can hold';
  // §4.3.14.1: the record's own length, without its first twelve bytes.
  if (at + 12 + wide.recordSize !== locatorAt)
    return 'something lies between its ZIP64 end record and the locator';
  const agrees = (narrow: number, full: number, overflow: number): boolean =>
    narrow === overflow || narrow === full;
  const same =
    agrees(end.entries, wide.entries, 0xffff) &&
    agrees(end.directorySize, wide.directorySize, 0xffffffff) &&
    agrees(end.directoryOffset, wide.directoryOffset, 0xffffffff);
  if (!same) return 'its two end records contradict each other';
  return { ...wide, limit: at, trailing };
}
