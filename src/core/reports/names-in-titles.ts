import { shippedVocabularies } from '../../shared/catalogue/vocabularies.ts';
import { errorTexts } from '../../shared/errors/texts.ts';
import type { KnownName } from '../people/find-names.ts';
import { fold, words } from '../search/fold.ts';
import { reportWords } from './words/words.ts';

const run = /[\p{L}\p{N}\p{Mn}]+(?:['’ʼ][\p{L}\p{N}\p{Mn}]+)*/gu;
/** Scripts without capitals may have a name in any word. */
const begins = /^(?:\p{Lu}|\p{Lt}|\p{Lo}|\p{Script=Georgian})/u;
const shortest = 3;

/**
 * What may be somebody's name in the title of a source (`Anahit Grigoryan, neighbour of the church`): capitalised words that stand
 * together, but for those that every document uses, and for what a place is called.
 */
export function namesInTitle(title: string, places: ReadonlySet<string>): readonly KnownName[] {
  const common = commonWords();
  const found: string[][] = [];
  let end = -1;
  for (const match of title.matchAll(run)) {
    const [word] = match;
    if (!begins.test(word)) {
      end = -1;
      continue;
    }
    const isNext = end >= 0 && /^[\s.\-‐–]*$/.test(title.slice(end, match.index));
    const open = isNext ? found.at(-1) : undefined;
    if (open) open.push(word);
    else found.push([word]);
    end = match.index + word.length;
  }
  return found.flatMap((together) => {
    const text = together.filter((word) => !common.has(fold(word))).join(' ');
    return text.length < shortest || places.has(placeKey(text)) ? [] : [{ text, isPersonal: true }];
  });
}

/** A name of a place as it is compared with such words. */
export function placeKey(name: string): string {
  return words(name).join(' ');
}

let common: ReadonlySet<string> | null = null;

/** Words of the value lists, of documents and of messages, and of dates, in every language. */
function commonWords(): ReadonlySet<string> {
  if (common) return common;
  const labels = shippedVocabularies.flatMap(({ terms }) =>
    terms.flatMap((term) => Object.values(term.labels)),
  );
  const days = Array.from(
    { length: 12 * 28 },
    (_, at) => new Date(Date.UTC(2021, Math.floor(at / 28), (at % 28) + 1)),
  );
  const dates = ['en', 'hy', 'ru'].flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) => {
      const alone = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
      const whole = new Intl.DateTimeFormat(language, {
        weekday: 'long',
        day: 'numeric',
        month,
        timeZone: 'UTC',
      });
      return days.flatMap((day) => [alone.format(day), whole.format(day)]);
    }),
  );
  const texts = [JSON.stringify(reportWords), JSON.stringify(errorTexts)];
  common = new Set([...labels, ...dates, ...texts].flatMap((text) => words(text ?? '')));
  return common;
}
