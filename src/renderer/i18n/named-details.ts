import linkTypes from '../../../resources/vocabularies/link-types.json' with { type: 'json' };
import { refusals } from '../../shared/binding/failures.ts';
import { fill } from '../../shared/errors/app-error.ts';
import { recogniseReason, render } from '../../shared/sentences/recognise.ts';
import { about } from './en/about.ts';
import { custody } from './en/custody.ts';
import { evidence } from './en/evidence.ts';
import { records } from './en/records.ts';
import { about as armenianAbout } from './hy/about.ts';
import { custody as armenianCustody } from './hy/custody.ts';
import { evidence as armenianEvidence } from './hy/evidence.ts';
import { reasons as armenianReasons } from './hy/reasons.ts';
import { records as armenianRecords } from './hy/records.ts';
import { sentences as armenianSentences } from './hy/sentences.ts';
import { shape as armenianShape } from './hy/shape.ts';
import { about as russianAbout } from './ru/about.ts';
import { custody as russianCustody } from './ru/custody.ts';
import { evidence as russianEvidence } from './ru/evidence.ts';
import { reasons as russianReasons } from './ru/reasons.ts';
import { records as russianRecords } from './ru/records.ts';
import { sentences as russianSentences } from './ru/sentences.ts';
import { shape as russianShape } from './ru/shape.ts';
import { written } from './said.ts';

type Words = Readonly<Record<string, string>>;

/** What failures name in English words beside the text of their code. */
interface Named {
  readonly kinds: Words;
  readonly states: Words;
  /** What a file is in its item. */
  readonly roles: Words;
  /** What a link says, from where it begins. */
  readonly links: Words;
  /** A fault that is not described: it may hold paths and values. */
  readonly unexpected: string;
  /** Input that the contract refuses, as a whole or by one of its members. */
  readonly refusals: Readonly<Record<keyof typeof refusals, string>>;
  readonly reasons: typeof armenianReasons & typeof armenianSentences;
}

/** Of several pages each has its place, which a failure does not name. */
const withoutPlace = (roles: Words): Words =>
  Object.fromEntries(
    Object.entries(roles).map(([role, word]) => [role, word.replace(' {place, number}', '')] as const),
  );

const linksIn = (language: 'hy' | 'ru'): Words =>
  Object.fromEntries(linkTypes.terms.map(({ id, labels }) => [id, labels[language]] as const));

const armenian: Named = {
  kinds: {
    ...armenianCustody.kinds,
    passphrase: 'գաղտնաբառը',
    'recovery words': 'վերականգնման բառերը',
    'office key': 'գրասենյակի բանալին',
    backup: 'պահուստային պատճեն',
    record: 'գրառում',
    finding: 'բացահայտում',
  },
  unexpected: 'անսպասելի',
  refusals: { whole: 'Խնդրանքն այն չէ, ինչ ընդունվում է։', member: '{member}՝ չի ընդունվում։' },
  states: {
    withdrawn: 'հանված է',
    quarantined: 'մեկուսացված է',
    'handed over': 'հանձնված է',
    hidden: 'հանված է տեսադաշտից',
  },
  roles: withoutPlace(armenianShape.role),
  links: linksIn('hy'),
  reasons: { ...armenianReasons, ...armenianSentences },
};

const russian: Named = {
  kinds: {
    ...russianCustody.kinds,
    // With the verb, which agrees with each of them: `key-wrong` begins with it.
    passphrase: 'Парольная фраза не подошла',
    'recovery words': 'Слова восстановления не подошли',
    'office key': 'Ключ офиса не подошёл',
    record: 'запись',
    finding: 'находка',
  },
  unexpected: 'непредвиденное',
  refusals: { whole: 'Запрошено не то, что принимается.', member: '{member}: не принимается.' },
  states: {
    withdrawn: 'изъят',
    quarantined: 'в карантине',
    'handed over': 'передан',
    hidden: 'убран из виду',
  },
  roles: withoutPlace(russianShape.role),
  links: linksIn('ru'),
  reasons: { ...russianReasons, ...russianSentences },
};

const byLanguage: Readonly<Record<string, Named>> = { hy: armenian, ru: russian };

const fields: Readonly<Record<string, Words>> = {
  // What is wrong with the whole of a record is told of its kind.
  en: { ...custody.kinds, ...records.member, ...evidence.fields },
  hy: { ...armenianCustody.kinds, ...armenianRecords.member, ...armenianEvidence.fields },
  ru: { ...russianCustody.kinds, ...russianRecords.member, ...russianEvidence.fields },
};

const lists: Readonly<Record<string, Words>> = {
  en: about.lists,
  hy: armenianAbout.lists,
  ru: russianAbout.lists,
};

const quoted = (language: string, text: string): string => (language === 'en' ? `“${text}”` : `«${text}»`);

/** A member of what is said, or a part of one (`names.0.text`), as the form calls it. */
export function fieldIn(language: string, path: string): string {
  const name = fieldNameIn(language, path);
  return name === null ? path : quoted(language, name);
}

/** The same without quotation marks; null for what no form has. */
export function fieldNameIn(language: string, path: string): string | null {
  const [member = ''] = path.split('.');
  const words = fields[language] ?? {};
  return Object.hasOwn(words, member) ? (words[member] ?? null) : null;
}

/** Which words fill a place of a reason, if any do. */
function wordsFor(own: Named, place: string): Words {
  switch (place) {
    case 'kind':
    case 'from':
    case 'to':
      return own.kinds;
    case 'role':
    case 'wanted':
      return own.roles;
    case 'type':
      return own.links;
    default:
      return {};
  }
}

const wordOf = (words: Words, code: string): string | null =>
  Object.hasOwn(words, code) ? (words[code] ?? null) : null;

const refusedMember = new RegExp(`^${refusals.member.replace('{member}', '([\\w.-]+)')}$`);

/** Those that are always the same; what a library says stays as it is. */
function messageIn(language: string, own: Named, message: string): string {
  if (message === 'unexpected') return own.unexpected;
  if (message === refusals.whole) return own.refusals.whole;
  const [, member] = refusedMember.exec(message) ?? [];
  if (member === undefined) return message;
  // What is said of an item or a record stands in these.
  const said = member.replace(/^(?:changes|content)\./, '');
  return fill(own.refusals.member, { member: fieldIn(language, said) });
}

/** A detail of a failure in the language of the window; what a system says or a file holds stays as it is. */
export function detailIn(language: string, name: string, value: string): string {
  if (name === 'vocabulary') return wordOf(lists[language] ?? {}, value) ?? value;
  const own = byLanguage[language];
  if (!own) return value;
  if (name === 'kind') return own.kinds[value] ?? value;
  if (name === 'state') return own.states[value] ?? value;
  if (name === 'message') return messageIn(language, own, value);
  if (name !== 'reason') return value;
  const reason = recogniseReason(value);
  if (!reason) return value;
  return render(
    reason,
    own.reasons,
    (filled, place) => wordOf(wordsFor(own, place), filled) ?? written(filled, place),
  );
}
