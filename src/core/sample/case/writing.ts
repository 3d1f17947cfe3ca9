import { sampleLanguages, type SampleLanguage } from '../../../shared/records/sample.ts';
import type { ContentOf, RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { Archive } from '../../archive/archive.ts';
import { uuidText } from '../../cryptography/random.ts';
import { createRecord } from '../../records/edit-record.ts';
import { disclaimer, languageTags, type Language } from '../words.ts';
import type { TakenItem } from './pictures.ts';
import type { Phrase } from './phrases.ts';

/** What writes the records of the sample, in one language. */
export interface Writing {
  readonly archive: Archive;
  readonly taken: readonly TakenItem[];
  readonly say: (phrase: Phrase) => string;
  /** The same, and that all of it is invented: prose goes out in dossiers and tables, where no note does. */
  readonly tell: (phrase: Phrase) => string;
  /** A new record; its id. One without prose, where `tell` says it, says in its note that it is invented. */
  readonly make: <Kind extends RecordKind>(kind: Kind, content: ContentOf<Kind>) => string;
}

export function writingIn(archive: Archive, taken: readonly TakenItem[], language: SampleLanguage): Writing {
  const say = (phrase: Phrase): string => phrase[language];
  const noted = { note: disclaimer[language] };
  return {
    archive,
    taken,
    say,
    tell: (phrase) => `${say(phrase)}\n\n${disclaimer[language]}`,
    make: (kind, content) =>
      uuidText(createRecord(archive, kind, { ...(hasProse(content) ? {} : noted), ...content }).uid),
  };
}

/** The name of somebody or something in every language of the interface. */
export const namesOf = (phrase: Phrase) =>
  sampleLanguages.map((language) => ({ text: phrase[language], language }));

const hasProse = (content: object): boolean => 'description' in content || 'narrative' in content;

/** A name of a place in every language: the first is the official one, and all are in use. */
export const placeNamesOf = (
  names: Readonly<Record<Language, string>>,
  { official, local }: { readonly official: string; readonly local: string },
) =>
  (['en', 'hy', 'ru', 'az'] as const).map((language) => ({
    text: names[language],
    language: languageTags[language],
    ...(language === 'en'
      ? { kind: 'official', accordingTo: official }
      : { kind: 'in-local-use', accordingTo: local }),
  }));
