/**
 * How a word sounds, roughly, whatever alphabet it is written in: what lets `Noravank` find `Նորավանք` and `Нораванк`, and the
 * reverse. Not a transliteration to be shown. It follows ISO 9985 (Armenian), ISO 9 and its everyday forms (Cyrillic), the
 * Azerbaijani, Turkish, Georgian and Greek alphabets, and the loose spellings people type.
 *
 * One sign a sound: vowels `a e i o u @` (schwa), consonants as in Latin letters, and `S` sh, `Z` zh, `C` ch, `J` j as in jam,
 * `T` ts, `D` dz, `x` kh, `G` gh. Letters that mean different sounds in different spellings keep a sign of their own:
 * `c` (ts, ch, j, k), `j` (j, zh, y), `q` (g, k), `X` (kh, ks).
 */
export function soundsOf(word: string): string {
  const text = word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\p{Lm}\p{Mn}'’]/gu, '');
  let sounds = '';
  for (let at = 0; at < text.length;) {
    const [letters, sound] = soundAt(text, at);
    at += letters;
    // A doubled letter is a spelling, not a sound.
    for (const one of sound) if (one !== sounds.at(-1)) sounds += one;
  }
  return sounds;
}

/** How many letters are read at `at`, and as what. */
function soundAt(text: string, at: number): readonly [number, string] {
  for (let length = longest; length > 0; length -= 1) {
    const letters = text.slice(at, at + length);
    const sound = letters.length === length ? spellings.get(letters) : undefined;
    if (sound !== undefined) return [length, sound];
  }
  const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const bare = letter.normalize('NFD').replace(/\p{Mn}/gu, '');
  return [letter.length, spellings.get(bare) ?? bare];
}

const spellings = new Map(
  `
  a a, ä @, á a, â a, à a, b b, c c, ç C, č C, cʿ T, d d, e e, ə @, ê e, ē e, f f, g g, ğ G, ġ G, ǧ G, h h, ḥ h, ḫ x, i i, ı @, î i,
  j j, ǰ J, k k, l l, ł G, m m, n n, o o, ö o, ò o, ō o, p p, q q, r r, s s, š S, ş S, ṣ s, t t, u u, ü u, ū u, v v, w v, x X,
  y y, z z, ž Z, ż z,
  sh S, sch S, zh Z, kh x, gh G, ch C, ts T, tz T, dz D, dj J, dzh J, dž J, ph p, th t, ck k, ou u, oo u, ee i,

  ա a, բ b, գ g, դ d, ե e, զ z, է e, ը @, թ t, ժ Z, ի i, լ l, խ x, ծ T, կ k, հ h, ձ D, ղ G, ճ C, մ m, յ y, ն n, շ S, ո o, չ C,
  պ p, ջ J, ռ r, ս s, վ v, տ t, ր r, ց T, ւ v, փ p, ք k, օ o, ֆ f, և ev, ու u, եւ ev, եվ ev, իւ yu, յու yu,

  а a, б b, в v, г g, ґ g, ғ G, д d, е e, є ye, ё yo, ж Z, з z, и i, і i, ї yi, й y, ј y, к k, қ k, л l, м m, н n, о o, ө o, п p,
  р r, с s, т t, у u, ү u, ў u, ф f, х x, һ h, ц T, ч C, ҹ J, ш S, щ S, ы @, э e, ә @, ю yu, я ya, тс T, тц T, дз D, дж J,
  кх x, гх G, ъ, ь,

  ა a, ბ b, გ g, დ d, ე e, ვ v, ზ z, თ t, ი i, კ k, ლ l, მ m, ნ n, ო o, პ p, ჟ Z, რ r, ს s, ტ t, უ u, ფ p, ქ k, ღ G, ყ q, შ S,
  ჩ C, ც T, ძ D, წ T, ჭ C, ხ x, ჯ J, ჰ h,

  α a, β v, γ g, δ d, ε e, ζ z, η i, θ t, ι i, κ k, λ l, μ m, ν n, ξ ks, ο o, π p, ρ r, σ s, ς s, τ t, υ i, φ f, χ x, ψ ps, ω o,
  ου u, μπ b, ντ d, γκ g, τσ T, τζ D, γι y
  `
    .split(',')
    .map((pair) => pair.trim().split(' '))
    .map(([letters, sound]) => [(letters ?? '').normalize('NFC'), sound ?? '']),
);
const longest = Math.max(...[...spellings.keys()].map(({ length }) => length));

/** What it costs to take one sound for another: 0 the same, 1 unlike. */
const confusions = new Map<string, number>();
for (const line of `
  0.1  kq Xx jJ
  0.15 cT jZ a@ e@
  0.2  yi gq gG cC cJ jy @i cj
  0.25 ae iu
  0.3  ck cs cD xh Xh Xk qG JZ ei Gk cZ xG
  0.35 kg bp dt TD CJ sz SZ ou Dz Ts
  0.4  kx uv Ds CT CS fp hg
  0.5  ao sS zZ JD qx Gh gx vf @u @o Cx
`
  .trim()
  .split('\n')) {
  const [cost, ...pairs] = line.trim().split(/\s+/);
  for (const pair of pairs) {
    const [one = '', other = ''] = pair;
    confusions.set(one + other, Number(cost)).set(other + one, Number(cost));
  }
}
const vowels = 'aeiou@';

function replacing(one: string, other: string): number {
  if (one === other) return 0;
  return confusions.get(one + other) ?? (vowels.includes(one) && vowels.includes(other) ? 0.6 : 1);
}

/** What it costs that `sound` is there in one spelling alone; `next` follows it. */
function leaving(sound: string, at: number, next: string | undefined): number {
  if (sound === 'y' || sound === '@') return 0.2;
  if (sound === 'h') return 0.3;
  if (sound === 'v' && at === 0 && next === 'o') return 0.2;
  if (sound === 't' && next !== undefined && 'CJTS'.includes(next)) return 0.2;
  return vowels.includes(sound) ? 0.5 : 1;
}

/** A word as it sounds. */
export interface Sounded {
  readonly sounds: string;
  /** Of the letters a to z alone, as most words are that are no names: two such words are told apart more strictly. */
  readonly isPlain: boolean;
}

export function sounded(word: string): Sounded {
  return { sounds: soundsOf(word), isPlain: /^[a-z'’]*$/i.test(word) };
}

/** How unlike a word that is found may be to one of so many sounds. Held by tests/unit/sounds.test.ts. */
const bound = (length: number): number => 0.1 * length + 0.2;
const strictBound = (length: number): number => 0.18 * (length - 2);

/** For each sound that a word has beyond what was typed, if it is not the same so far. */
const surplus = 0.05;

/** Which of `words` sound like what was typed, or begin so. They are in the order of their sounds, by code unit. */
export function soundingLike<Word extends Sounded>(typed: Sounded, words: readonly Word[]): Word[] {
  return likenesses(typed, words).map(({ word }) => word);
}

export interface Likeness<Word> {
  readonly word: Word;
  /** 0: the same sounds, or it begins with them. */
  readonly unlike: number;
}

/**
 * The same with how unlike each is. What several words begin with is compared once, and what begins hopelessly is passed over.
 */
export function likenesses<Word extends Sounded>(
  { sounds: typed, isPlain }: Sounded,
  words: readonly Word[],
): Likeness<Word>[] {
  const limit = bound(typed.length);
  const limitOfPlain = isPlain ? Math.max(0, strictBound(typed.length)) : limit;
  const first = [0];
  for (let at = 0; at < typed.length; at += 1)
    first.push((first[at] ?? 0) + leaving(typed[at] ?? '', at, typed[at + 1]));
  // rows[n]: what the first n sounds of a word cost against each beginning of what was typed.
  const rows: number[][] = [first];
  const found: Likeness<Word>[] = [];
  let before = '';
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (!word) break;
    const { sounds } = word;
    let known = 0;
    while (known < before.length && known < rows.length - 1 && before[known] === sounds[known]) known += 1;
    rows.length = known + 1;
    before = sounds;
    while (rows.length <= sounds.length && Math.min(...(rows.at(-1) ?? [])) <= limit)
      rows.push(below(rows.at(-1) ?? [], typed, sounds, rows.length - 1));
    let unlike = Infinity;
    for (let length = 0; length < rows.length; length += 1) {
      const cost = rows[length]?.[typed.length] ?? Infinity;
      unlike = Math.min(unlike, cost === 0 ? 0 : cost + surplus * (sounds.length - length));
    }
    if (unlike <= (word.isPlain ? limitOfPlain : limit)) found.push({ word, unlike });
  }
  return found;
}

/** The row after `row`: with the sound at `at` of a word. */
function below(row: readonly number[], typed: string, sounds: string, at: number): number[] {
  const sound = sounds[at] ?? '';
  const left = leaving(sound, at, sounds[at + 1]);
  const next = [(row[0] ?? 0) + left];
  for (let column = 0; column < typed.length; column += 1) {
    const other = typed[column] ?? '';
    next.push(
      Math.min(
        (row[column] ?? 0) + replacing(sound, other),
        (row[column + 1] ?? 0) + left,
        (next[column] ?? 0) + leaving(other, column, typed[column + 1]),
      ),
    );
  }
  return next;
}
