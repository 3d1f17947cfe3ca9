import type { BagVersion } from './declaration.ts';
import { linesOf } from './text.ts';

export interface BagInfo {
  /** In order; labels as written. */
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Enough to say that a file is something else. */
const mostProblems = 100;

/** RFC 8493 §2.2.2: `Label: value`; indented lines continue the value before them. */
export function parseBagInfo(text: string, version: BagVersion): BagInfo {
  const fields: { label: string; value: string }[] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  if (text.startsWith('\ufeff')) warnings.push('begins with a byte order mark');
  let number = 0;
  for (const line of linesOf(text.replace(/^\ufeff/, ''))) {
    number += 1;
    if (problems.length >= mostProblems) break;
    if (line.trim() === '') continue;
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.value = `${last.value} ${line.trim()}`.trim();
      else
        problems.push(`line ${number} is indented, and there is no value before it that it could continue`);
      continue;
    }
    const colon = line.indexOf(':');
    const [label, rest] = [line.slice(0, colon), line.slice(colon + 1)];
    if (colon < 1 || label.trim() === '') {
      problems.push(`line ${number} is not "Label: value"`);
      continue;
    }
    // Before 1.0 there may be any white space around the colon.
    if (version === '1.0' && /[ \t]$/.test(label))
      problems.push(`line ${number} has white space before its colon`);
    if (version === '1.0' && /^[^ \t]/.test(rest))
      problems.push(`line ${number} has no white space after its colon`);
    fields.push({ label: label.trim(), value: rest.trim() });
  }
  return { fields, problems, warnings };
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
