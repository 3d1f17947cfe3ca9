import { encodePhotograph, type RawPicture } from '../media/encode-photograph.ts';
import { heightOf } from './drawing/land.ts';
import { drawPicture } from './drawing/picture.ts';
import { landOf, sceneOf } from './drawing/scene.ts';
import { viewOf, type View } from './drawing/view.ts';
import {
  cameras,
  cards,
  forwarded,
  positions,
  slowClock,
  standpoints,
  sunBehind,
  zone,
  type Camera,
  type Photograph,
} from './photographs.ts';

/** A file of the sample, and the folder that it lies in: a card, or `messenger`. */
export interface DrawnFile {
  readonly folder: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const software = 'Stele sample: drawn by the program';
export const drawnNotice = 'A drawing by the program Stele. Place, time and event are invented.';

/** Longer and shorter side of a photograph, and what is drawn around it for a burst, in pixels. */
const [long, short, margin] = [960, 720, 24];

/** The files of one photograph: one, or a burst; and the copy that was sent on. `place`: where it stands in the list. */
export async function drawPhotograph(photograph: Photograph, place: number): Promise<DrawnFile[]> {
  const { card, burst, isUpright } = photograph;
  const camera: Camera = cameras[cards[card].camera];
  const extra = burst > 1 ? margin : 0;
  const size = isUpright ? ([short, long] as const) : ([long + extra, short + extra] as const);
  const view = viewFor(photograph, size);
  const time = new Date(`${photograph.taken}Z`);
  const scene = sceneOf(
    {
      ...photograph,
      dayOfYear: (time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000,
      hour: time.getUTCHours() + time.getUTCMinutes() / 60 - sunBehind,
    },
    view,
    place,
  );
  const bytes = drawPicture(scene, view, {
    exposure: 0.72 * photograph.exposure,
    warmth: camera.warmth,
    grain: camera.grain,
    seed: place,
  });
  const upright = { bytes, width: size[0], height: size[1] };
  const picture = isUpright ? onItsSide(upright) : upright;
  const files: DrawnFile[] = [];
  for (let frame = 0; frame < burst; frame += 1) {
    const crop = {
      left: Math.round((extra * frame) / burst),
      top: (frame * 7) % Math.max(1, extra),
      width: long,
      height: short,
    };
    const encoded = await encodePhotograph(picture, {
      quality: 88,
      exif: exifOf(photograph, camera, view, frame),
      orientation: isUpright ? 8 : 1,
      ...(extra > 0 && { crop }),
    });
    files.push({
      folder: card,
      name: `${camera.prefix}_${String(1001 + place * 3 + frame)}.JPG`,
      bytes: encoded,
    });
  }
  const sent = forwarded.findIndex(
    ({ site, view: shown, isHarmed }) =>
      site === photograph.site &&
      shown === photograph.view &&
      isHarmed === photograph.isHarmed &&
      photograph.weather.snow === 0,
  );
  if (sent !== -1) {
    const copy = await encodePhotograph(picture, { quality: 62, exif: null, orientation: 1, longest: 800 });
    files.push({ folder: 'messenger', name: `photo_${String(sent + 1)}.jpg`, bytes: copy });
  }
  return files;
}

function viewFor({ site, isHarmed, view, isUpright }: Photograph, size: readonly [number, number]): View {
  const standpoint = standpoints[site][view];
  if (!standpoint) throw new Error(`Nobody stands there: ${site}, ${view}`);
  const [[x, y], [tx, ty, tz], millimetres] = standpoint;
  const land = landOf(site, isHarmed);
  const eye = view === 'carved' ? 1.25 : view === 'clock' ? 0.6 : view === 'stone' ? 1.35 : 1.66;
  const ground = view === 'clock' || view === 'carved' ? heightOf(land, tx, ty) : 0;
  return viewOf(
    [x, y, heightOf(land, x, y) + eye],
    [tx, ty, tz + ground],
    isUpright ? millimetres * 0.86 : millimetres,
    size,
  );
}

/** As a sensor that was held upright reads it: turned a quarter to the right. */
function onItsSide({ bytes, width, height }: RawPicture): RawPicture {
  const turned = new Uint8Array(bytes.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [from, to] = [(y * width + x) * 3, (x * height + (height - 1 - y)) * 3];
      turned[to] = bytes[from] ?? 0;
      turned[to + 1] = bytes[from + 1] ?? 0;
      turned[to + 2] = bytes[from + 2] ?? 0;
    }
  return { bytes: turned, width: height, height: width };
}

function exifOf(photograph: Photograph, camera: Camera, view: View, frame: number) {
  const { card, site, taken } = photograph;
  const slow = card === slowClock.card ? slowClock.seconds : 0;
  const right = Date.parse(`${taken}Z`) + frame * 400;
  const shown = new Date(right - slow * 1000).toISOString();
  const written = `${shown.slice(0, 10).replaceAll('-', ':')} ${shown.slice(11, 19)}`;
  const millimetres = Math.round((view.focal / Math.max(view.width, view.height)) * 36);
  return {
    IFD0: {
      Make: 'Stele sample',
      Model: camera.model,
      Software: software,
      ImageDescription: drawnNotice,
      DateTime: written,
    },
    IFD2: {
      DateTimeOriginal: written,
      DateTimeDigitized: written,
      ...(photograph.burst > 1 && { SubSecTimeOriginal: String(frame * 4) + '0' }),
      ...(camera.hasZone && { OffsetTimeOriginal: zone, OffsetTime: zone }),
      ...(camera.serial !== null && { BodySerialNumber: camera.serial }),
      LensModel: camera.lens,
      FocalLength: `${String(millimetres)}/1`,
      FocalLengthIn35mmFilm: String(millimetres),
      FNumber: '8/1',
      ExposureTime: `1/${photograph.weather.cloud > 0.7 ? '160' : '400'}`,
      ISOSpeedRatings: photograph.weather.cloud > 0.7 ? '400' : '100',
    },
    ...(camera.hasPosition && { IFD3: gpsOf(site, view, right) }),
  };
}

/** Position, direction and time as a receiver gives them. */
function gpsOf(site: Photograph['site'], { from, forward }: View, right: number) {
  const [latitude, longitude] = positions[site];
  const north = latitude + from[1] / 111_320;
  const east = longitude + from[0] / (111_320 * Math.cos((latitude * Math.PI) / 180));
  const [hours = '00', minutes = '00'] = zone.slice(1).split(':');
  const behind = (Number(hours) * 60 + Number(minutes)) * (zone.startsWith('-') ? 1 : -1);
  const utc = new Date(right + behind * 60_000);
  const direction = ((Math.atan2(forward[0], forward[1]) * 180) / Math.PI + 360) % 360;
  return {
    GPSLatitudeRef: north < 0 ? 'S' : 'N',
    GPSLatitude: degrees(Math.abs(north)),
    GPSLongitudeRef: east < 0 ? 'W' : 'E',
    GPSLongitude: degrees(Math.abs(east)),
    GPSImgDirectionRef: 'T',
    GPSImgDirection: `${String(Math.round(direction * 10))}/10`,
    GPSDateStamp: utc.toISOString().slice(0, 10).replaceAll('-', ':'),
    GPSTimeStamp: `${String(utc.getUTCHours())}/1 ${String(utc.getUTCMinutes())}/1 ${String(utc.getUTCSeconds())}/1`,
    GPSMapDatum: 'WGS-84',
  };
}

function degrees(value: number): string {
  const whole = Math.floor(value);
  const minutes = Math.floor((value - whole) * 60);
  const seconds = Math.round(((value - whole) * 60 - minutes) * 6000);
  return `${String(whole)}/1 ${String(minutes)}/1 ${String(seconds)}/100`;
}
