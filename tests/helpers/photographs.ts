import sharp from 'sharp';

/** A JPEG of one colour, by one camera, which says when it was taken (`2023:01:14 10:45:43`). */
export function photograph(colour: string, taken: string, serial: string | null = '0042'): Promise<Buffer> {
  return sharp({ create: { width: 1200, height: 800, channels: 3, background: colour } })
    .withExif({
      IFD0: { Make: 'Acme', Model: 'A1' },
      IFD2: { DateTimeOriginal: taken, ...(serial === null ? {} : { BodySerialNumber: serial }) },
    })
    .jpeg()
    .toBuffer();
}
