import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Exif } from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { encodeFrame, FrameDecoder } from '../../src/core/media/frames.ts';
import { openMediaInspector } from '../../src/core/media/inspector.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { bytesSource, fileSource, standIn } from '../helpers/media.ts';

const inspector = openMediaInspector();
afterAll(() => inspector.close());

/** Left half blue, right half red. sharp writes no EXIF into TIFF. */
const picture = (
  exif: Exif = {},
  format: 'jpeg' | 'webp' | 'tiff' | 'png' | 'avif' = 'jpeg',
): Promise<Buffer> => {
  const blue = { create: { width: 450, height: 600, channels: 3, background: '#2040a0' } } as const;
  const image = sharp({ create: { width: 900, height: 600, channels: 3, background: '#a04020' } })
    .composite([{ input: blue, left: 0, top: 0 }])
    .withExif(exif)
    .withMetadata({ orientation: Number(exif.IFD0?.Orientation ?? 1) });
  return image.toFormat(format).toBuffer();
};

const camera = {
  IFD0: { Make: 'Camera Works', Model: 'CW-1', Software: 'Firmware 1.2', Orientation: '6' },
  IFD2: {
    DateTimeOriginal: '2020:11:09 14:05:06',
    OffsetTimeOriginal: '+04:00',
    BodySerialNumber: '00123',
    LensModel: '35mm',
  },
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '10/1 30/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '20/1 0/1 36/1',
  },
};

test('a photograph gives its readings, all its tags and an upright thumbnail', async () => {
  const result = await inspector.inspect(bytesSource(await picture(camera)));
  expect(result).toMatchObject({ mediaType: 'image/jpeg', extension: 'jpg' });
  expect(result.reader).toMatch(/^ExifTool /);
  expect(result.readings).toMatchObject({
    width: 900,
    height: 600,
    orientation: 6,
    software: 'Firmware 1.2',
    captured: {
      value: '2020-11-09T14:05:06',
      offset: '+04:00',
      utc: '2020-11-09T10:05:06Z',
      basis: 'offset-tag',
    },
    position: { latitude: -10.5, longitude: 20.01 },
    camera: { make: 'Camera Works', model: 'CW-1', serial: '00123', lens: '35mm' },
  });
  expect(result.metadata).toHaveProperty(['EXIF:IFD0', 'Make'], 'Camera Works');
  // Orientation 6: the left half of the stored picture is the top of the upright one.
  expect(result.thumbnail).toMatchObject({ width: 341, height: 512 });
  const { data, info } = await sharp(result.thumbnail?.bytes).raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number): number[] => [
    ...data.subarray((y * info.width + x) * info.channels, (y * info.width + x) * info.channels + 3),
  ];
  expect(pixel(170, 40)[2]).toBeGreaterThan(120);
  expect(pixel(170, 470)[0]).toBeGreaterThan(120);
});

test.each(['webp', 'png', 'avif'] as const)('%s: readings and thumbnail', async (format) => {
  const result = await inspector.inspect(bytesSource(await picture(camera, format)));
  expect(result.mediaType).toBe(`image/${format}`);
  expect(result.readings.camera?.make).toBe('Camera Works');
  expect(result.readings.captured?.value).toBe('2020-11-09T14:05:06');
  expect(result.thumbnail).not.toBeNull();
});

test('without Perl exifr reads, and says that it knows less', async () => {
  const limited = openMediaInspector({ exifTool: null });
  try {
    for (const format of ['jpeg', 'webp', 'png'] as const) {
      const result = await limited.inspect(bytesSource(await picture(camera, format)));
      expect(result.reader).toMatch(/^exifr /);
      expect(result.readings).toMatchObject({
        captured: { value: '2020-11-09T14:05:06' },
        camera: { make: 'Camera Works', model: 'CW-1' },
        position: { latitude: -10.5, longitude: 20.01 },
      });
      expect(result.readings.warnings.map(({ code }) => code)).toContain('reader-limited');
    }
  } finally {
    await limited.close();
  }
});

test.each([
  ['that is not there', '/no/such/perl', []],
  ['that lacks what it needs', process.execPath, ['-e', 'process.exit(2)']],
] as const)('with a Perl %s exifr reads, however many files are under way', async (_, command, args) => {
  const limited = openMediaInspector({
    exifTool: { role: 'exiftool', command, args, environment: {}, directory: temporaryFolder() },
  });
  try {
    const file = bytesSource(await picture(camera));
    const all = await Promise.all(Array.from({ length: 8 }, () => limited.inspect(file)));
    for (const { reader, readings } of all) {
      expect(reader).toMatch(/^exifr /);
      expect(readings.warnings.map(({ code }) => code)).toEqual(['reader-limited']);
    }
  } finally {
    await limited.close();
  }
});

test('deep colours, CMYK and grey make sRGB thumbnails', async () => {
  const base = sharp({ create: { width: 700, height: 500, channels: 3, background: '#408040' } });
  const files = [
    await base.clone().toColourspace('rgb16').png().toBuffer(),
    await base.clone().toColourspace('cmyk').jpeg().toBuffer(),
    await base.clone().toColourspace('b-w').jpeg().toBuffer(),
  ];
  for (const file of files) {
    const { thumbnail } = await inspector.inspect(bytesSource(file));
    expect((await sharp(thumbnail?.bytes).metadata()).space).toBe('srgb');
  }
});

test.each([
  ['nothing at all', Buffer.alloc(0), null],
  ['plain text', Buffer.from('Նորավանք\nline\n'), 'text/plain'],
  [
    'an XMP sidecar',
    Buffer.from(
      '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
    ),
    'application/rdf+xml',
  ],
  ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF'), 'application/pdf'],
  [
    'noise',
    Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3)) & 0xff)),
    'application/octet-stream',
  ],
])('%s is looked at by its content', async (_, bytes, mediaType) => {
  const result = await inspector.inspect(bytesSource(bytes));
  if (mediaType !== null) expect(result.mediaType).toBe(mediaType);
  expect(result.thumbnail).toBeNull();
});

test('a photograph cut short, and one with holes, are marked and drawn as far as they go', async () => {
  const whole = await picture(camera);
  const cut = await inspector.inspect(bytesSource(whole.subarray(0, Math.floor(whole.length * 0.6))));
  expect(cut.readings.camera?.make).toBe('Camera Works');
  const junk = Buffer.concat([whole.subarray(0, 20), Buffer.alloc(2000, 0x5a)]);
  const broken = await inspector.inspect(bytesSource(junk));
  expect(broken.mediaType).toBe('image/jpeg');
  expect(broken.readings.warnings.length).toBeGreaterThan(0);
});

test('a file of eight gigabytes costs only what its metadata need', async () => {
  const reads = { bytes: 0 };
  const head = Buffer.from('0000001866747970717420200000000071742020' + '00000000', 'hex');
  const size = 8 * 1024 ** 3;
  const result = await inspector.inspect({
    size,
    read: async (offset, length) => {
      reads.bytes += length;
      const bytes = Buffer.alloc(Math.min(length, size - offset));
      if (offset === 0) head.copy(bytes);
      return bytes;
    },
  });
  expect(result.mediaType).toBe('video/quicktime');
  expect(reads.bytes).toBeLessThan(100 * 1024 * 1024);
});

describe('what happens to a child stays with the child', () => {
  test.each([
    ['dies', 'process.stdin.on("data",()=>process.exit(1))', 'decoder-crashed', {}],
    ['hangs', 'process.stdin.on("data",()=>{for(;;);})', 'decoder-timeout', { decodeTime: 500 }],
    [
      'eats memory',
      'const eaten=[];process.stdin.on("data",()=>setInterval(()=>eaten.push(Buffer.alloc(3e7,1)),5))',
      'decoder-memory',
      { decodeMemory: 3e8 },
    ],
    [
      'talks nonsense',
      'process.stdin.on("data",()=>process.stdout.write("nonsense that is no frame at all"))',
      'decoder-misbehaved',
      {},
    ],
    [
      'claims a huge message',
      'process.stdin.on("data",()=>process.stdout.write(Buffer.alloc(64,0xff)))',
      'decoder-misbehaved',
      {},
    ],
    [
      'asks for bytes outside the file',
      'process.stdin.once("data",()=>say({type:"read",offset:999999999,length:10}))',
      'decoder-misbehaved',
      {},
    ],
    [
      'answers with a type there is not',
      'process.stdin.once("data",()=>say({type:"sniffed",mediaType:"text/evil"}))',
      'decoder-misbehaved',
      {},
    ],
    [
      'answers with more than was asked',
      'process.stdin.once("data",()=>say({type:"preview"},Buffer.alloc(9)))',
      'decoder-misbehaved',
      {},
    ],
  ])('one that %s', async (_, script, code, limits) => {
    const watched = openMediaInspector({ spawn: standIn(script), processes: 1, limits });
    try {
      for (let round = 0; round < 2; round += 1) {
        const { readings, mediaType } = await watched.inspect(bytesSource(Buffer.from('x'.repeat(100))));
        expect(readings.warnings.map((warning) => warning.code)).toContain(code);
        expect(mediaType).toBe('application/octet-stream');
      }
    } finally {
      await watched.close();
    }
  });

  test('an aborted inspection rejects, and the next one works', async () => {
    const stop = new AbortController();
    const never = { size: 1e6, read: () => new Promise<Uint8Array>(() => undefined) };
    const running = inspector.inspect(never, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('enough')), 50);
    await expect(
      Promise.race([running, new Promise((resolve) => setTimeout(resolve, 20_000, 'hung'))]),
    ).rejects.toThrow('enough');
    expect((await inspector.inspect(bytesSource(await picture()))).mediaType).toBe('image/jpeg');
  });

  test('closing during an inspection rejects it: the file is not blamed for a crash', async () => {
    const closing = openMediaInspector();
    const file = bytesSource(await picture());
    await closing.inspect(file);
    const big = {
      size: 1e6,
      read: (offset: number, length: number) =>
        offset === 0 ? file.read(offset, length) : new Promise<Uint8Array>(() => undefined),
    };
    const running = expect(closing.inspect(big)).rejects.toThrow('closed');
    setTimeout(() => void closing.close(), 300);
    await running;
  });

  test('children inherit nothing: no environment, no working folder, no path of a file', async () => {
    process.env.STELE_TEST_SECRET = 'seeded-secret';
    const fresh = openMediaInspector({ processes: 1 });
    try {
      await fresh.inspect(bytesSource(await picture(camera)));
      expect(fresh.pids().length).toBe(2);
      if (process.platform !== 'linux') return;
      for (const pid of fresh.pids()) {
        expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toContain('seeded-secret');
        const open = readdirSync(`/proc/${pid}/fd`).length;
        expect(open).toBeLessThan(40);
      }
    } finally {
      delete process.env.STELE_TEST_SECRET;
      await fresh.close();
    }
  });

  test('the decoder cannot read files, write files, or start programs', async () => {
    const { decoderPlan } = await import('../../src/core/media/launch-decoder.ts');
    const plan = decoderPlan();
    const program = plan.args.at(-1) ?? '';
    const attempt = `const tries={read:()=>require('fs').readFileSync('/etc/passwd'),write:()=>require('fs').writeFileSync(${JSON.stringify(join(temporaryFolder(), 'x'))},'x'),start:()=>require('child_process').execSync('true'),thread:()=>new (require('worker_threads').Worker)('1',{eval:true})};for(const[n,f]of Object.entries(tries)){let r='done';try{f()}catch(e){r=e.code}console.log(n,r)}`;
    const args = plan.args.filter((argument) => argument !== program);
    const output = execFileSync(plan.command, [...args, '-e', attempt], {
      encoding: 'utf8',
      env: plan.environment,
    });
    for (const name of ['read', 'write', 'start', 'thread'])
      expect(output).toContain(`${name} ERR_ACCESS_DENIED`);
  });
});

/** Real files to compare on: a folder named by STELE_SAMPLES, else the one beside the checkout, where there is one. */
const samples = [process.env.STELE_SAMPLES, join(import.meta.dirname, '../../../shared/samples')].find(
  (path) => path !== undefined && existsSync(path),
);
const hasExifTool = spawnSync('exiftool', ['-ver']).error === undefined;
const exifToolRow = z.record(z.string(), z.union([z.string(), z.number()]).catch(''));

describe.skipIf(!hasExifTool)("agrees with Debian's ExifTool", () => {
  const asked = [
    'DateTimeOriginal',
    'CreationDate',
    'CreateDate',
    'OffsetTimeOriginal',
    'GPSLatitude',
    'GPSLongitude',
    'Make',
    'Model',
    'Orientation',
  ];

  async function compare(path: string): Promise<void> {
    const output = execFileSync('exiftool', ['-j', '-n', ...asked.map((tag) => `-${tag}`), path], {
      encoding: 'utf8',
    });
    const [theirs = {}] = z.array(exifToolRow).parse(JSON.parse(output));
    const { readings } = await inspector.inspect(fileSource(path));
    const time = String(theirs.DateTimeOriginal ?? theirs.CreationDate ?? theirs.CreateDate ?? '');
    const plausible = /^[12]\d{3}:\d\d:\d\d \d\d:\d\d:\d\d/.test(time);
    const text = (value: string | number | undefined): string | null =>
      value === undefined ? null : String(value).trim() || null;
    expect({
      time: readings.captured?.value.slice(0, 19) ?? null,
      offset: readings.captured?.offset ?? null,
      latitude: readings.position?.latitude ?? null,
      longitude: readings.position?.longitude ?? null,
      make: readings.camera?.make ?? null,
      model: readings.camera?.model ?? null,
      orientation: readings.orientation,
    }).toEqual({
      time: plausible
        ? time.slice(0, 19).replace(/^(\d+):(\d+):(\d+) /, '$1-$2-$3T')
        : (readings.captured?.value.slice(0, 19) ?? null),
      offset: text(theirs.OffsetTimeOriginal) ?? /[+-]\d\d:\d\d$/.exec(time)?.[0] ?? null,
      latitude: theirs.GPSLatitude ?? null,
      longitude: theirs.GPSLongitude ?? null,
      make: text(theirs.Make),
      model: text(theirs.Model),
      orientation: theirs.Orientation ?? null,
    });
  }

  test.each(['jpeg', 'webp', 'tiff', 'png', 'avif'] as const)('on a made %s', async (format) => {
    const path = join(temporaryFolder(), `picture.${format}`);
    writeFileSync(path, await picture(camera, format));
    await compare(path);
  });

  const files =
    samples === undefined
      ? []
      : readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) =>
          statSync(join(samples, name)).isFile(),
        );
  test.skipIf(files.length === 0)('on every sample', async () => {
    for (const name of files) await compare(join(samples ?? '', name));
  });

  test.skipIf(files.length === 0)('and every damaged sample goes through', async () => {
    for (const name of files.filter((file) => file.startsWith('damaged'))) {
      const { mediaType } = await inspector.inspect(fileSource(join(samples ?? '', name)));
      expect(mediaType).toMatch(/^[\w.+-]+\/[\w.+-]+$/);
    }
  });
});

test('frames survive being cut anywhere', () => {
  const bytes = Buffer.concat([
    ...encodeFrame({ type: 'x' }, new Uint8Array([1, 2, 3])),
    ...encodeFrame({ type: 'y' }),
  ]);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const decoder = new FrameDecoder();
    const frames = [...decoder.push(bytes.subarray(0, cut)), ...decoder.push(bytes.subarray(cut))];
    expect(frames.map(({ header, body }) => [header, [...body]])).toEqual([
      [{ type: 'x' }, [1, 2, 3]],
      [{ type: 'y' }, []],
    ]);
  }
});
