import { LocalizedStringDictionary, type LocalizedString } from '@internationalized/string';

type Values = Readonly<Record<string, string | number | boolean>>;
type Saying = string | ((values: Values) => string);

/** As everywhere in Armenian: Chromium is built without it (format.ts). */
const figures = new Intl.NumberFormat('ru');
const number = (value: unknown): string => figures.format(Number(value));
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * What React Aria itself says to a screen reader, in Armenian, which it has not. Only of what is used here: combo boxes, lists,
 * grids, menus, search fields, and what closes them.
 */
export const ariaInArmenian: Readonly<Record<string, Saying>> = {
  // Combo boxes.
  focusAnnouncement: ({ isGroupChange, groupTitle, groupCount, optionText, isSelected }) => {
    const group =
      isGroupChange === true ? `Խումբ՝ ${text(groupTitle)}, ${number(groupCount)} տարբերակ։ ` : '';
    return `${group}${text(optionText)}${isSelected === true ? ', ընտրված' : ''}`;
  },
  countAnnouncement: ({ optionCount }) => `Կա ${number(optionCount)} տարբերակ։`,
  selectedAnnouncement: ({ optionText }) => `${text(optionText)}, ընտրված`,
  buttonLabel: 'Ցույց տալ առաջարկները',
  listboxLabel: 'Առաջարկներ',
  collectionLabel: 'Առաջարկներ',
  // What floats above the page.
  dismiss: 'Փակել',
  longPressMessage: 'Երկար սեղմեք կամ սեղմեք Alt + ներքև սլաքը՝ ընտրացանկը բացելու համար',
  // Search fields.
  'Clear search': 'Մաքրել որոնումը',
  // Lists and grids.
  select: 'Ընտրել',
  selectedItem: ({ item }) => `${text(item)}՝ ընտրված։`,
  deselectedItem: ({ item }) => `${text(item)}՝ ընտրված չէ։`,
  selectedAll: 'Ամեն ինչ ընտրված է։',
  selectedCount: ({ count }) => (count === 0 ? 'Ոչինչ ընտրված չէ։' : `Ընտրված է ${number(count)}-ը։`),
  longPressToSelect: 'Երկար սեղմեք՝ ընտրելու համար։',
};

/**
 * Gives them to the library. Its own way to be given strings takes one language for the life of a page and every string of
 * every part; this one wraps the place where all of it is looked up, and leaves every other language alone.
 */
export function speakArmenian(): void {
  const whole = LocalizedStringDictionary.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
  const before = whole.getStringForLocale;
  whole.getStringForLocale = function (key: string, locale: string): LocalizedString {
    const own = /^hy(?:-|$)/.test(locale) ? ariaInArmenian[key] : undefined;
    if (own === undefined) return before.call(this, key, locale);
    return typeof own === 'string' ? own : (values) => own(values ?? {});
  };
}
