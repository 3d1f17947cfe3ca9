import { join } from 'node:path';
import sharp, { type Exif } from 'sharp';

/** What each picture shows, as SVG on a canvas of 1600 × 1200; positions are invented and lie in open sea. */
const pictures = [
  {
    name: 'church.jpg',
    title: 'Church',
    latitude: [41, 10, 12],
    longitude: [31, 20, 5],
    drawing: church('#8a5a44'),
  },
  {
    name: 'church-damaged.jpg',
    title: 'Church, damaged',
    latitude: [41, 10, 12],
    longitude: [31, 20, 5],
    drawing: church('#5a5048', true),
  },
  { name: 'mosque.jpg', title: 'Mosque', latitude: [41, 11, 40], longitude: [31, 22, 17], drawing: mosque() },
  {
    name: 'cemetery.jpg',
    title: 'Cemetery',
    latitude: [41, 12, 3],
    longitude: [31, 25, 44],
    drawing: cemetery(),
  },
] as const;

/**
 * Draws a few pictures into `folder`. Their EXIF is honest: it says that a program drew them, and when; only the
 * positions are invented, and the description says so. Returns the file names.
 */
export async function drawPictures(folder: string, now: Date): Promise<string[]> {
  for (const [index, picture] of pictures.entries()) {
    const time = new Date(now.getTime() - (pictures.length - index) * 60_000);
    const exif: Exif = {
      IFD0: {
        Make: 'Stele',
        Model: 'demo picture',
        Software: 'Stele demo: drawn by a program',
        ImageDescription: `${picture.title} (a drawing; the position is invented)`,
        DateTime: exifTime(time),
      },
      IFD2: { DateTimeOriginal: exifTime(time), OffsetTimeOriginal: offset(time) },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: rationals(picture.latitude),
        GPSLongitudeRef: 'E',
        GPSLongitude: rationals(picture.longitude),
      },
    };
    await sharp(Buffer.from(frame(picture.drawing)))
      .jpeg({ quality: 88 })
      .withExif(exif)
      .toFile(join(folder, picture.name));
  }
  return pictures.map((picture) => picture.name);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `YYYY:MM:DD hh:mm:ss` by this machine's clock and zone (Exif 2.32 §4.6.5). */
function exifTime(time: Date): string {
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join(':');
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

function offset(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function rationals(parts: readonly number[]): string {
  return parts.map((part) => `${part}/1`).join(' ');
}

function frame(drawing: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200" viewBox="0 0 1600 1200">
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9fc3dd"/><stop offset="1" stop-color="#eef3ee"/></linearGradient>
    <rect width="1600" height="1200" fill="url(#sky)"/>
    <path d="M0 820 L300 640 L620 780 L980 600 L1600 800 V1200 H0 Z" fill="#9aa88f"/>
    <rect y="860" width="1600" height="340" fill="#8d9a6b"/>${drawing}</svg>`;
}

function church(stone: string, damaged = false): string {
  const roof = damaged
    ? ''
    : '<path d="M700 420 L800 250 L900 420 Z" fill="#6b4a3c"/><path d="M796 170 h8 v80 h-8 z M770 195 h60 v8 h-60 z" fill="#333"/>';
  const rubble = damaged
    ? '<path d="M500 920 l40 -50 l50 30 l30 -40 l70 60 z M940 920 l60 -70 l40 40 l50 -20 l30 50 z" fill="#6f675e"/>'
    : '';
  return `<rect x="520" y="560" width="560" height="360" fill="${stone}"/><path d="M490 560 L800 430 L1110 560 Z" fill="#6b4a3c"/>
    <rect x="710" y="420" width="180" height="140" fill="${stone}"/>${roof}<path d="M760 920 v-130 a40 40 0 0 1 80 0 v130 z" fill="#3a2c26"/>${rubble}`;
}

function mosque(): string {
  return `<rect x="520" y="620" width="560" height="300" fill="#d9cfb8"/><path d="M600 620 a200 200 0 0 1 400 0 z" fill="#5f8f86"/>
    <rect x="1120" y="300" width="60" height="620" fill="#d9cfb8"/><path d="M1110 300 h80 l-40 -110 z" fill="#5f8f86"/>
    <path d="M750 920 v-150 q50 -70 100 0 v150 z" fill="#4b4438"/>`;
}

function cemetery(): string {
  const stone = (x: number, y: number, height: number): string =>
    `<path d="M${x} ${y} v-${height} q35 -40 70 0 v${height} z" fill="#a9a59c" stroke="#7d7a72" stroke-width="4"/>`;
  const rows = [0, 1, 2].flatMap((row) =>
    [0, 1, 2, 3, 4, 5].map((column) => stone(320 + column * 170 + row * 40, 800 + row * 120, 110 + row * 25)),
  );
  return rows.join('');
}
