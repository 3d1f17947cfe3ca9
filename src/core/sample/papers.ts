import { encodePhotograph } from '../media/encode-photograph.ts';
import { scannedSheets } from './drawing/paper.ts';
import { drawnNotice, software, type DrawnFile } from './draw-photograph.ts';
import { disclaimer } from './words.ts';

/** What is no photograph: a sheet scanned from both sides, an inventory as PDF, and a page of notes. */
export async function drawPapers(): Promise<DrawnFile[]> {
  const exif = {
    IFD0: {
      Make: 'Stele sample',
      Model: 'Sample scanner',
      Software: software,
      ImageDescription: drawnNotice,
    },
  };
  const sheets = await Promise.all(
    scannedSheets().map(async (scan, side) => ({
      folder: 'papers',
      name: `field book 3 ${side === 0 ? 'recto' : 'verso'}.jpg`,
      bytes: await encodePhotograph(scan, { quality: 84, exif, orientation: 1 }),
    })),
  );
  return [
    ...sheets,
    { folder: 'papers', name: 'inventory sheet.pdf', bytes: inventory() },
    {
      folder: 'papers',
      name: 'notes.txt',
      bytes: Buffer.from(`${Object.values(disclaimer).join('\n\n')}\n`),
    },
  ];
}

const rows = [
  ['1', 'Velmar', 'church', 'drum, pointed roof', 'whole', 'fallen'],
  ['2', 'Velmar', 'church', 'south-east corner', 'whole', 'broken down'],
  ['3', 'Tuvesh', 'mosque', 'minaret', 'whole', 'lying'],
  ['4', 'Tuvesh', 'mosque', 'dome', 'whole', 'broken'],
  ['5', 'Tuvesh', 'mosque', 'porch, three bays', 'whole', 'one bay left'],
  ['6', 'Ilmekar', 'cemetery', 'gravestones, rows 4-5', 'upright', 'cleared'],
  ['7', 'Ilmekar', 'cemetery', 'tomb house, vault', 'whole', 'half fallen'],
] as const;

/** Two pages, written out by hand: a table, and a plan of lines (PDF 1.4, the standard fonts alone). */
function inventory(): Buffer {
  const text = (x: number, y: number, size: number, words: string, font = 'F1'): string =>
    `BT /${font} ${size} Tf ${x} ${y} Td (${words.replace(/[\\()]/g, '\\$&')}) Tj ET`;
  const columns = [56, 84, 150, 220, 372, 452];
  const table = [['No.', 'Place', 'Kind', 'Part', '2018', '2022'], ...rows].flatMap((row, line) =>
    row.map((cell, column) =>
      text(columns[column] ?? 56, 668 - line * 24, 10.5, cell, line === 0 ? 'F2' : 'F1'),
    ),
  );
  const lines = rows.map((_, line) => `0.4 w 50 ${660 - line * 24} m 545 ${660 - line * 24} l S`);
  const first = [
    text(50, 770, 22, 'Inventory of harm, sheet 1', 'F2'),
    text(50, 744, 11, 'SAMPLE. Drawn by the program Stele; places, dates and events are invented.'),
    text(50, 728, 11, 'It is evidence of nothing.'),
    ...table,
    ...lines,
    text(50, 440, 11, 'Measured plan of item 1 on the next sheet.'),
  ];
  const [x, y, metre] = [297, 430, 26];
  const box = (long: number, wide: number): string =>
    `${x - long * metre} ${y - wide * metre} ${2 * long * metre} ${2 * wide * metre} re S`;
  const second = [
    text(50, 770, 18, 'Velmar church, plan 1 : 100', 'F2'),
    text(50, 748, 11, 'SAMPLE. An invented building.'),
    `2 w ${box(7.6, 5.4)} 1 w ${box(6.9, 4.7)}`,
    ...[
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].map(
      ([sx = 0, sy = 0]) =>
        `${x + (sx * 2.6 - 0.4) * metre} ${y + (sy * 2.6 - 0.4) * metre} ${0.8 * metre} ${0.8 * metre} re f`,
    ),
    `0.5 w [4 3] 0 d ${x - 60} ${y} m ${x + 60} ${y} l S ${x} ${y - 60} m ${x} ${y + 60} l S [] 0 d`,
    `1 w ${x - 7.6 * metre} ${y - 190} m ${x + 7.6 * metre} ${y - 190} l S`,
    text(x - 22, y - 206, 10, '15.2 m'),
    ...[0, 1, 2, 3, 4].map(
      (step) => `${step % 2 === 0 ? '0 g' : '0.8 g'} ${80 + step * metre} 120 ${metre} 6 re f 0 g`,
    ),
    text(80, 106, 9, '0          5 m'),
  ];
  const page = (content: number): string =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /F1 7 0 R /F2 8 0 R >> >> >>`;
  const stream = (words: readonly string[]): string => {
    const content = words.join('\n');
    return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
  };
  const font = (name: string): string => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
    page(5),
    page(6),
    stream(first),
    stream(second),
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Title (Inventory of harm, sample) /Producer (${software}) >>`,
  ];
  let pdf = '%PDF-1.4\n';
  const places = objects.map((body, at) => {
    const place = pdf.length;
    pdf += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const start = pdf.length;
  const references = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${references}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 9 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(pdf, 'latin1');
}
