import { recogniseReason, render } from '../../shared/sentences/recognise.ts';
import { evidence } from './en/evidence.ts';
import { records } from './en/records.ts';
import { custody as armenianCustody } from './hy/custody.ts';
import { evidence as armenianEvidence } from './hy/evidence.ts';
import { reasons as armenianReasons } from './hy/reasons.ts';
import { records as armenianRecords } from './hy/records.ts';
import { sentences as armenianSentences } from './hy/sentences.ts';
import { custody as russianCustody } from './ru/custody.ts';
import { evidence as russianEvidence } from './ru/evidence.ts';
import { reasons as russianReasons } from './ru/reasons.ts';
import { records as russianRecords } from './ru/records.ts';
import { sentences as russianSentences } from './ru/sentences.ts';
import { written } from './said.ts';

type Words = Readonly<Record<string, string>>;

/** What failures name in English words beside the text of their code. */
interface Named {
  readonly kinds: Words;
  readonly states: Words;
  /** A fault that is not described: it may hold paths and values. */
  readonly unexpected: string;
  readonly reasons: typeof armenianReasons & typeof armenianSentences;
}

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
  states: {
    withdrawn: 'հանված է',
    quarantined: 'մեկուսացված է',
    'handed over': 'հանձնված է',
    hidden: 'հանված է տեսադաշտից',
  },
  reasons: { ...armenianReasons, ...armenianSentences },
};

const russian: Named = {
  kinds: {
    ...russianCustody.kinds,
    passphrase: 'парольная фраза',
    'recovery words': 'слова восстановления',
    'office key': 'ключ офиса',
    record: 'запись',
    finding: 'находка',
  },
  unexpected: 'непредвиденное',
  states: {
    withdrawn: 'изъят',
    quarantined: 'в карантине',
    'handed over': 'передан',
    hidden: 'убран из виду',
  },
  reasons: { ...russianReasons, ...russianSentences },
};

const byLanguage: Readonly<Record<string, Named>> = { hy: armenian, ru: russian };

const fields: Readonly<Record<string, Words>> = {
  en: { ...records.member, ...evidence.fields },
  hy: { ...armenianRecords.member, ...armenianEvidence.fields },
  ru: { ...russianRecords.member, ...russianEvidence.fields },
};

const quoted = (language: string, text: string): string => (language === 'en' ? `“${text}”` : `«${text}»`);

/** A member of what is said, or a part of one (`names.0.text`), as the form calls it. */
export function fieldIn(language: string, path: string): string {
  const [member = ''] = path.split('.');
  const words = fields[language] ?? {};
  return Object.hasOwn(words, member) ? quoted(language, words[member] ?? '') : path;
}

const namesKind = new Set(['kind', 'from', 'to']);

/** A detail of a failure in the language of the window; what a system says or a file holds stays as it is. */
export function detailIn(language: string, name: string, value: string): string {
  const own = byLanguage[language];
  if (!own) return value;
  if (name === 'kind') return own.kinds[value] ?? value;
  if (name === 'state') return own.states[value] ?? value;
  if (name === 'message' && value === 'unexpected') return own.unexpected;
  if (name !== 'reason') return value;
  const reason = recogniseReason(value);
  if (!reason) return value;
  return render(reason, own.reasons, (filled, place) =>
    namesKind.has(place) ? (own.kinds[filled] ?? filled) : written(filled, place),
  );
}
