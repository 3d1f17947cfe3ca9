import { readEdtf } from '../../shared/dates/edtf.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { itemKinds, type ItemKind } from '../../shared/records/item-row.ts';
import { words } from './fold.ts';
import { sounded, type Sounded } from './sounds.ts';

/** What an item is found by, each apart, so that a search can name one of them. */
export const textColumns = [
  'number',
  'title',
  'description',
  'tag',
  'name',
  'camera',
  'other',
  'metadata',
] as const;
export type TextColumn = (typeof textColumns)[number];

/** Words of one column, or of any where it is null. */
export interface TextCondition {
  readonly kind: 'text';
  readonly isNot: boolean;
  readonly column: TextColumn | null;
  /** Folded. Of several that are no phrase each is a condition of its own. */
  readonly words: readonly string[];
  /** Exactly these words, one after the other; else one word, or what it begins. */
  readonly isPhrase: boolean;
  /** How the word sounds; null where only its letters count. */
  readonly sounded: Sounded | null;
}

export type FactCondition = { readonly isNot: boolean } & (
  | { readonly kind: 'date'; readonly earliest: number; readonly before: number }
  | { readonly kind: 'kind'; readonly is: ItemKind }
  | { readonly kind: 'accession'; readonly number: string }
);
export type Condition = TextCondition | FactCondition;

/** Names of fields, in the languages of the interface. */
const fields = new Map<string, TextColumn | 'date' | 'kind' | 'accession'>(
  Object.entries({
    number: 'number համար номер',
    title: 'title վերնագիր название',
    description: 'description նկարագրություն описание',
    tag: 'tag պիտակ метка',
    name: 'name file անուն ֆայլ имя файл',
    camera: 'camera տեսախցիկ камера',
    metadata: 'metadata meta մետատվյալներ метаданные',
    date: 'date ամսաթիվ дата',
    kind: 'type kind տեսակ вид тип',
    accession: 'accession ընդունում поступление',
  } as const).flatMap(([field, names]) =>
    names.split(' ').map((name) => [words(name).join(''), field as TextColumn] as const),
  ),
);

/** What somebody may type instead of `itemKinds`. */
const kinds = new Map<string, ItemKind>(
  Object.entries({
    picture: 'picture photo image նկար լուսանկար снимок фото изображение',
    document: 'document փաստաթուղթ документ',
    video: 'video տեսանյութ видео',
    sound: 'sound audio ձայն звук аудио',
    other: 'other այլ другое',
  }).flatMap(([kind, names]) =>
    names.split(' ').map((name) => [words(name).join(''), kind as ItemKind] as const),
  ),
);

const part = /(?<![^\s])(?<not>-?)(?:(?<field>[\p{L}\p{M}]+):)?(?:"(?<quoted>[^"]*)"?|(?<plain>\S+))/gu;

/**
 * Reads what was typed: every word counts, or what it begins; `"words in a row"`; `-left out`; `field:value`. What is no field
 * of this program (`12:30`) is words. Throws AppError `search-not-understood` for a value that its field cannot have.
 */
export function readQuery(text: string): readonly Condition[] {
  return [...text.normalize('NFC').matchAll(part)].flatMap((match) => {
    const { not, field, quoted, plain } = match.groups ?? {};
    const isNot = not === '-';
    const named = field === undefined ? undefined : fields.get(words(field).join(''));
    const value = quoted ?? plain ?? '';
    if (field !== undefined && named === undefined)
      return ofText(isNot, null, `${field} ${value}`, quoted !== undefined);
    if (named === 'date') return [{ isNot, kind: 'date', ...readDate(value) }];
    if (named === 'kind') return [{ isNot, kind: 'kind', is: readKind(value) }];
    if (named === 'accession') return [{ isNot, kind: 'accession', number: value }];
    return ofText(isNot, named ?? null, value, quoted !== undefined);
  });
}

function ofText(
  isNot: boolean,
  column: TextColumn | null,
  text: string,
  isQuoted: boolean,
): readonly Condition[] {
  const folded = words(text);
  const base = { kind: 'text', isNot, column } as const;
  if (folded.length === 0) return [];
  // What belongs together is left out together: of `-IMG_1` either alone would take too much.
  if (isQuoted || (isNot && folded.length > 1))
    return [{ ...base, words: folded, isPhrase: true, sounded: null }];
  const isOneWord = /^[\p{L}\p{M}'’ʼ]+$/u.test(text);
  if (isOneWord && folded.length > 1)
    return [{ ...base, words: folded, isPhrase: true, sounded: sounded(text) }];
  return folded.map((word) => ({
    ...base,
    words: [word],
    isPhrase: false,
    // What is left out is what was typed, and nothing that sounds like it.
    sounded: isOneWord && !isNot && column !== 'number' && column !== 'metadata' ? sounded(text) : null,
  }));
}

const notUnderstood = (field: string, value: string): AppError =>
  new AppError('search-not-understood', { field, value });

/** A day, a month, a year, any EDTF date or interval, as milliseconds of wall clocks as if they were UTC. */
function readDate(value: string): { readonly earliest: number; readonly before: number } {
  const read = readEdtf(value);
  if (!read.ok) throw notUnderstood('date', value);
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
  return {
    earliest: read.earliest === null ? -Infinity : day(read.earliest),
    before: read.latest === null ? Infinity : day(read.latest) + 86_400_000,
  };
}

function readKind(value: string): ItemKind {
  const kind = kinds.get(words(value).join('')) ?? itemKinds.find((one) => one === value);
  if (!kind) throw notUnderstood('type', value);
  return kind;
}
