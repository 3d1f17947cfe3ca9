import {
  differentWarnings,
  type CameraReading,
  type FileReadings,
  type ReadingWarning,
} from '../../shared/records/readings.ts';
import { liftPosition } from './lift-position.ts';
import { liftTime } from './lift-time.ts';
import { numberOf, textOf, type TagTable } from './tag-table.ts';

/** Pixels as the decoder found them; null where it did not look. */
export interface StoredSize {
  readonly width: number | null;
  readonly height: number | null;
}

/** The readings of a file, lifted out of all its tags. Impossible values are null with a warning; the tags keep them. */
export function liftReadings(
  tags: TagTable,
  reader: string,
  mediaType: string,
  stored: StoredSize,
): FileReadings {
  const time = liftTime(tags, reader);
  const place = liftPosition(tags, reader);
  const orientation = liftOrientation(tags);
  return {
    width: stored.width ?? pixels(tags, 'ImageWidth'),
    height: stored.height ?? pixels(tags, 'ImageHeight'),
    orientation: orientation.value,
    captured: time.captured,
    position: place.position,
    camera: liftCamera(tags),
    software: textOf(tags.shown('Software')),
    warnings: differentWarnings([
      ...time.warnings,
      ...place.warnings,
      ...orientation.warnings,
      ...suspicions(tags, mediaType),
    ]),
  };
}

function liftOrientation(tags: TagTable): { value: number | null; warnings: ReadingWarning[] } {
  const tag = tags.shown('Orientation');
  const value = numberOf(tag);
  if (!tag || (value !== null && Number.isInteger(value) && value >= 1 && value <= 8))
    return { value, warnings: [] };
  return {
    value: null,
    warnings: [{ code: 'orientation-impossible', detail: `orientation is ${textOf(tag) ?? 'empty'}` }],
  };
}

function liftCamera(tags: TagTable): CameraReading | null {
  const first = (...names: readonly string[]): string | null => {
    for (const name of names) {
      const text = textOf(tags.shown(name));
      if (text !== null) return text;
    }
    return null;
  };
  const camera = {
    make: first('Make', 'AndroidManufacturer'),
    model: first('Model', 'AndroidModel'),
    serial: first('SerialNumber', 'BodySerialNumber', 'CameraSerialNumber'),
    lens: first('LensModel', 'LensID', 'Lens', 'LensType'),
  };
  return Object.values(camera).some((value) => value !== null) ? camera : null;
}

function pixels(tags: TagTable, name: string): number | null {
  const value = numberOf(tags.shown(name));
  return value !== null && Number.isInteger(value) && value > 0 ? value : null;
}

const editors =
  /photoshop|lightroom|gimp|snapseed|paint|affinity|pixelmator|picsart|luminar|darktable|canva|facetune|vsco|capture (nx|one)|nx studio|viewnx|digital photo professional|dxo|rawtherapee|acdsee|picasa|photoscape|polarr|digikam|xnview|irfanview|(image|graphics)magick/i;

/** What a careful reader would want to know: nothing here says that a file is false. */
function suspicions(tags: TagTable, mediaType: string): ReadingWarning[] {
  const warnings: ReadingWarning[] = [];
  const software = textOf(tags.shown('Software')) ?? textOf(tags.in('XMP', 'CreatorTool'));
  if (software !== null && editors.test(software)) {
    warnings.push({
      code: 'edited-by-software',
      detail: `the file says it was written by ${software.slice(0, 100)}`,
    });
  }
  if (mediaType === 'image/jpeg' && !['EXIF', 'XMP', 'IPTC'].some((group) => tags.hasGroup(group))) {
    warnings.push({
      code: 'metadata-stripped',
      detail: 'no EXIF, XMP or IPTC: messengers and many programs remove it',
    });
  }
  const damage = tags.all
    .filter(({ family0, name }) => family0 === 'ExifTool' && (name === 'Warning' || name === 'Error'))
    .map(textOf)
    .find((text) => text !== null && !remark.test(text));
  if (typeof damage === 'string') warnings.push({ code: 'metadata-damaged', detail: damage.slice(0, 200) });
  return warnings;
}

/**
 * What ExifTool says of its own reading, and not of the file: what it calls minor (healthy files of many makers have that), values
 * that it cannot put into words, what it could do with other options or modules, and that it does not know a kind. The tags keep it.
 */
const remark =
  /^(\[minor\]|(Raw|Value|Print)Conv |Install |(The|Use the) \S+ (API )?option|Unknown file type$|File is empty$)/i;
