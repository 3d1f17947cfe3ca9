/**
 * What a word keeps in a script that writes few vowels: classes of consonants, so that `سركيسيان` meets `Sargsyan`. Of the sounds
 * that search/sounds.ts tells apart.
 */
const classes: Readonly<Record<string, string>> = {
  ...{ b: 'P', p: 'P', f: 'P', v: 'P', d: 't', t: 't' },
  ...{ k: 'K', g: 'K', q: 'K', G: 'K', x: 'K', X: 'K' },
  ...{ s: 'S', z: 'S', S: 'S', Z: 'S', c: 'S', C: 'S', T: 'S', D: 'S', J: 'S', j: 'S' },
  ...{ l: 'l', r: 'r', m: 'm', n: 'n' },
};

export function consonantsOf(sounds: string): string {
  return Array.from(sounds, (sound) => classes[sound] ?? '').join('');
}

const letters = new Map<string, readonly string[]>(
  `
  ب P, پ P, ف P, ت t, ث t, د d, ط t, ض d, ذ z, ز z, ژ z, س s, ش s, ص s, ظ z, چ s, ج s k, خ k, غ k, ق k, ك k, ک k, گ k,
  ل l, م m, ن n, ر r, و - v,
  ב P, ו - v, ז z, ח k, ט t, כ k, ך k, ל l, מ m, ם m, נ n, ן n, ס s, פ P, ף P, צ s, ץ s, ק k, ר r, ש s, ת t, ג k s, ד d
  `
    .split(',')
    .map((pair) => pair.trim().split(' '))
    .map(([letter = '', ...sounds]) => [
      letter,
      sounds.map((sound) => (sound === 'P' ? 'P' : (classes[sound] ?? ''))),
    ]),
);
const abjad = /^[\p{Script=Arabic}\p{Script=Hebrew}\p{M}]+$/u;
const mostReadings = 16;

/** How a word in Arabic or Hebrew letters may be read; none for a word in others. */
export function abjadReadings(written: string): readonly string[] {
  if (!abjad.test(written)) return [];
  // Two letters that are written for one sound: ts, dz, ch, j.
  const text = written.normalize('NFKC').replace(/[تد](?=[سشزج])/gu, '');
  let readings = [''];
  for (const letter of text) {
    const sounds = letters.get(letter);
    if (!sounds) continue;
    const next = readings.flatMap((reading) => sounds.map((sound) => reading + sound));
    readings = next.length > mostReadings ? readings.map((reading) => reading + (sounds[0] ?? '')) : next;
  }
  return [...new Set(readings)];
}
