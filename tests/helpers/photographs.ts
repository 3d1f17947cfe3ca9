import sharp from 'sharp';

const size = { width: 1200, height: 800 };

/** A JPEG of one colour, by one camera, which says when it was taken (`2023:01:14 10:45:43`); `drawn`: SVG upon it. */
export async function photograph(
  colour: string,
  taken: string,
  serial: string | null = '0042',
  drawn = '',
): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${drawn}</svg>`;
  return sharp({ create: { ...size, channels: 3, background: colour } })
    .composite([{ input: Buffer.from(svg) }])
    .withExif({
      IFD0: { Make: 'Acme', Model: 'A1' },
      IFD2: { DateTimeOriginal: taken, ...(serial === null ? {} : { BodySerialNumber: serial }) },
    })
    .jpeg()
    .toBuffer();
}
