import type { Extent } from './view.ts';

/** Steps of a graticule in minutes of arc: degrees, and parts of them that people use. */
const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800];

export interface GraticuleLine {
  readonly along: 'meridian' | 'parallel';
  /** Degrees; a meridian's as it is drawn, which may be beyond ±180. */
  readonly at: number;
  readonly label: string;
}

/** Meridians and parallels of what is in view, some 160 pixels apart at least. `width`: pixels. */
export function graticuleOf({ west, south, east, north }: Extent, width: number): GraticuleLine[] {
  const least = ((east - west) * 60 * 160) / width;
  const step = (steps.find((minutes) => minutes >= least) ?? 1800) / 60;
  const lines: GraticuleLine[] = [];
  for (let index = Math.ceil(west / step); index * step <= east; index += 1) {
    const at = index * step;
    const shown = ((((at + 180) % 360) + 360) % 360) - 180;
    lines.push({ along: 'meridian', at, label: degrees(shown, 'E', 'W') });
  }
  for (let index = Math.ceil(south / step); index * step <= north; index += 1) {
    const at = index * step;
    if (Math.abs(at) <= 85) lines.push({ along: 'parallel', at, label: degrees(at, 'N', 'S') });
  }
  return lines;
}

/** The letters of the four winds are those that charts in every language carry. */
function degrees(value: number, plus: string, minus: string): string {
  const minutes = Math.round(Math.abs(value) * 60);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  const letter = minutes === 0 || minutes === 180 * 60 ? '' : ` ${value < 0 ? minus : plus}`;
  return `${whole}°${rest === 0 ? '' : `${String(rest).padStart(2, '0')}′`}${letter}`;
}

/** Lengths of a scale bar: 1, 2 or 5 times a power of ten, in metres; at most `most` pixels long. */
export function scaleBar(
  metresOfPixel: number,
  most: number,
): { readonly metres: number; readonly pixels: number } {
  const limit = metresOfPixel * most;
  const power = 10 ** Math.floor(Math.log10(limit));
  const metres = ([5, 2, 1].find((times) => times * power <= limit) ?? 1) * power;
  return { metres, pixels: metres / metresOfPixel };
}
