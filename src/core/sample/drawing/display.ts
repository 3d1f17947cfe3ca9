/** Bars that a digit lights, of seven: top, upper right, lower right, bottom, lower left, upper left, middle. */
const bars: Readonly<Record<string, string>> = {
  '0': '012345',
  '1': '12',
  '2': '01346',
  '3': '01236',
  '4': '1256',
  '5': '02356',
  '6': '023456',
  '7': '012',
  '8': '0123456',
  '9': '012356',
  '-': '6',
};

/** Whether the point is dark in a display of seven-bar digits, `text` in lines; u and v in metres of a display 0.06 by 0.04. */
export function drawDisplay(text: string, u: number, v: number): boolean {
  const lines = text.split('\n');
  const high = 0.036 / lines.length;
  const row = Math.floor((0.038 - v) / high);
  const line = lines[row];
  if (line === undefined) return false;
  const wide = 0.056 / line.length;
  const column = Math.floor((u - 0.002) / wide);
  const sign = line[column];
  if (sign === undefined) return false;
  const x = ((u - 0.002) / wide - column) * 1.25;
  const y = 1 - ((0.038 - v) / high - row) * 1.15;
  if (sign === ':' || sign === '.')
    return (
      Math.abs(x - 0.5) < 0.13 && (Math.abs(y - 0.28) < 0.07 || (sign === ':' && Math.abs(y - 0.72) < 0.07))
    );
  if (x > 1 || y < 0) return false;
  const thick = 0.13;
  const inX = x > 0.06 && x < 0.94;
  const upper = y > 0.5;
  return (bars[sign] ?? '').split('').some((bar) => {
    if (bar === '0') return inX && y > 1 - thick;
    if (bar === '3') return inX && y < thick;
    if (bar === '6') return inX && Math.abs(y - 0.5) < thick / 2;
    const isRight = bar === '1' || bar === '2';
    const isUpper = bar === '1' || bar === '5';
    return upper === isUpper && (isRight ? x > 1 - thick * 1.3 : x < thick * 1.3);
  });
}
