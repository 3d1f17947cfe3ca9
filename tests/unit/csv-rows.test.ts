import { expect, test } from 'vitest';
import { csvRow } from '../../src/core/tables/csv-rows.ts';
import { readCsv } from '../../src/core/tables/read-csv.ts';

const hostile = [
  '=1+1',
  "x;=cmd|' /C calc'!A0;y",
  "plain; '=kept",
  'tab\t@SUM(A1)',
  'line\n- a list\n+ of things',
  'bar|＝1',
  "'quoted' and 'quoted'",
];

test.each(hostile)(
  '%j is no formula for whoever parts it by any separator, and is read as it was',
  (text) => {
    const line = csvRow(['a', text, 'b']);
    for (const separator of [',', ';', '\t', '|', '\n'])
      for (const cell of line.split(separator))
        expect(cell.trim().replace(/^"/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/u);
    const read = readCsv(Buffer.from(`One,Two,Three\r\n${line}`)).rows[0]?.cells[1];
    expect(read).toBe(text);
  },
);
