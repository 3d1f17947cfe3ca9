/** Five thousand rows of places as offices write them; how many of each kind is known. The first row is the heading. */
export function messyTable(): {
  readonly rows: readonly (readonly string[])[];
  readonly good: number;
  readonly repeated: number;
  readonly bad: number;
} {
  const dates = [
    '2020-11-09',
    '13.11.2020',
    '9 ноября 2020',
    'November 2020',
    '2020 թ. նոյեմբերի 9',
    'ок. 1915',
    '1205-1339',
    'осень 2020',
    '',
  ];
  const where = [
    (lat: number, lon: number) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`,
    (lat: number, lon: number) => `${lat.toFixed(5).replace('.', ',')}; ${lon.toFixed(5).replace('.', ',')}`,
    (lat: number, lon: number) =>
      `N ${Math.floor(lat)} ${((lat % 1) * 60) | 0} 30 E ${Math.floor(lon)} ${((lon % 1) * 60) | 0} 30`,
    () => '',
  ];
  const bad = [
    (n: number) => [`Church ${n}`, 'church', '2020-13-45', '39.5, 45.5'],
    (n: number) => [`Church ${n}`, 'church', '2020', '95.5, 45.5'],
    (n: number) => [`Church ${n}`, 'palace of culture', '2020', ''],
    () => ['', 'church', '2020', '39.5, 45.5'],
    (n: number) => [`Church ${n}`, 'church', '11/09/2020', ''],
  ];
  const names = [(n: number) => `Church ${n}`, (n: number) => `Եկեղեցի ${n}`, (n: number) => `Церковь ${n}`];
  const types = ['church', 'եկեղեցի', 'церковь', 'Mosque', ''];
  const rows: (readonly string[])[] = [];
  let [good, repeated, failing] = [0, 0, 0];
  for (let n = 0; n < 5000; n += 1) {
    if (n % 25 === 7) {
      rows.push(bad[((n / 25) % bad.length) | 0]?.(n) ?? []);
      failing += 1;
    } else if (n % 50 === 9) {
      rows.push(rows[n - 1] ?? []);
      repeated += 1;
    } else {
      const [lat, lon] = [38.9 + (n % 97) / 100, 44.1 + (n % 89) / 50];
      const position = where[n % 4]?.(lat, lon) ?? '';
      rows.push([names[n % 3]?.(n) ?? '', types[n % 5] ?? '', dates[n % 9] ?? '', position]);
      good += 1;
    }
  }
  return { rows: [['Название', 'Тип', 'Период', 'Координаты'], ...rows], good, repeated, bad: failing };
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}
