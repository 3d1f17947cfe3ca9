import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The fonts of documents, and which letters each of them is taken for. Noto (SIL Open Font License 1.1). */
const faces = {
  latin: ['noto-sans', 'NotoSans', null],
  armenian: ['noto-sans-armenian', 'NotoSansArmenian', /[\p{Script=Armenian}]/u],
  georgian: ['noto-sans-georgian', 'NotoSansGeorgian', /[\p{Script=Georgian}]/u],
  arabic: ['noto-sans-arabic', 'NotoSansArabic', /[\p{Script=Arabic}]/u],
  hebrew: ['noto-sans-hebrew', 'NotoSansHebrew', /[\p{Script=Hebrew}]/u],
} as const;

export type Face = keyof typeof faces;
export type Weight = 'regular' | 'bold';

export const faceNames = Object.keys(faces) as readonly Face[];

const weights = { regular: '400Regular', bold: '700Bold' } as const;

const require = createRequire(import.meta.url);

/** A font as a TrueType file. Beside a program that was put into a few files; else where its package lies. */
export function fontFile(face: Face, weight: Weight): Uint8Array {
  const [, family] = faces[face];
  const beside = fileURLToPath(new URL(`fonts/${family}_${weights[weight]}.ttf`, import.meta.url));
  return readFileSync(existsSync(beside) ? beside : require.resolve(fontPath(face, weight)));
}

/** `@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf` */
export function fontPath(face: Face, weight: Weight): string {
  const [name, family] = faces[face];
  return `@expo-google-fonts/${name}/${weights[weight]}/${family}_${weights[weight]}.ttf`;
}

export interface Run {
  readonly face: Face;
  readonly text: string;
}

/** A text in pieces that one font has each; spaces and marks between two letters stay with what is before them. */
export function runsOf(text: string): readonly Run[] {
  const runs: { face: Face; text: string }[] = [];
  for (const letter of text) {
    const own = faceNames.find((face) => faces[face][2]?.test(letter) === true);
    const before = runs.at(-1);
    const face = own ?? (/[\p{L}\p{N}]/u.test(letter) || !before ? 'latin' : before.face);
    if (before?.face === face) before.text += letter;
    else runs.push({ face, text: letter });
  }
  return runs.map(({ face, text: run }) => ({ face, text: isLeftwards(face) ? leftwards(run) : run }));
}

function isLeftwards(face: Face): boolean {
  return face === 'arabic' || face === 'hebrew';
}

/** pdfkit turns the letters of a word, and sets word after word to the right: so the words are handed over the other way round. */
function leftwards(run: string): string {
  return run.split(/(\s+)/).toReversed().join('');
}
