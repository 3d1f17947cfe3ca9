import { linesOf } from './text.ts';

export interface BagInfo {
  /** In order; labels as written. */
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly problems: readonly string[];
}

/** RFC 8493 §2.2.2: `Label: value`, indented lines continue the value before them. */
export function parseBagInfo(text: string): BagInfo {
  const fields: { label: string; value: string }[] = [];
  const problems: string[] = [];
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) {
      last.value = `${last.value} ${line.trim()}`.trim();
      continue;
    }
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const label = line.slice(0, colon).trim();
    if (colon < 1 || label === '') problems.push(`line ${number} is not "Label: value"`);
    else fields.push({ label, value: line.slice(colon + 1).trim() });
  }
  return { fields, problems };
}

/** Values of a label; labels are compared without regard to case. */
export function valuesOf(info: BagInfo, label: string): string[] {
  const wanted = label.toLowerCase();
  return info.fields.filter((field) => field.label.toLowerCase() === wanted).map((field) => field.value);
}

/** `Payload-Oxum: octets.files`, or null if the text is not of that form. */
export function parseOxum(text: string): { readonly bytes: number; readonly files: number } | null {
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(text);
  return match ? { bytes: Number(match[1]), files: Number(match[2]) } : null;
}
