import { peoplePhrases as phrases, type Phrase } from './phrases.ts';
import { namesOf, type Writing } from './writing.ts';

export interface RecordedPeople {
  readonly witness: string;
  readonly warden: string;
  readonly crew: string;
  readonly parish: string;
  readonly believers: string;
  readonly descendants: string;
  readonly sources: { readonly talk: string; readonly cards: string; readonly messages: string };
}

const court = 'court-or-un-body-that-passes-it-to-the-state-concerned';

/** People whom nobody can meet: one protected by a pseudonym, groups, an office; and what three sources agreed to. */
export function recordPeople({ make, say, tell }: Writing): RecordedPeople {
  const named = (name: Phrase, type: string, said: Phrase, more: object = {}): string =>
    make('actor', {
      names: namesOf(name),
      type,
      description: tell(said),
      confidentiality: 'public',
      ...more,
    });
  const office = named(phrases.office, 'organisation', phrases.noOffice);
  const photographer = named(phrases.photographer, 'person', phrases.noPerson, {
    functions: [{ what: say(phrases.takesPictures), period: '2018/2022' }],
    affiliations: [{ actor: office, period: '2018/2022' }],
  });
  const witness = named(phrases.witness, 'person', phrases.pseudonym, {
    isPseudonymous: true,
    functions: [{ what: say(phrases.shepherd), period: '2009~/..' }],
    confidentiality: 'restricted',
  });
  const warden = named(phrases.warden, 'person', phrases.noPerson, {
    functions: [{ what: say(phrases.guards), period: '2015/2022-10' }],
    affiliations: [{ actor: office }],
    confidentiality: 'restricted',
  });
  const parish = named(phrases.parish, 'group', phrases.nobody);
  const believers = named(phrases.believers, 'group', phrases.nobody);
  const descendants = named(phrases.descendants, 'group', phrases.nobody);
  const crew = named(phrases.crew, 'unit', phrases.nobody);

  const said = '2022-10-02';
  const talk = make('source', {
    title: say(phrases.talk),
    actor: witness,
    connection: 'witness',
    reliability: 'likely-reliable',
    sourceReliability: 'b',
    informationCredibility: '3',
    date: said,
    languages: ['hy', 'ru'],
    wishesAnonymity: true,
    reviewOn: '2023-02-01',
    consents: [
      { purpose: 'to-gather-and-keep', isGiven: true, date: said, note: say(phrases.orally) },
      { purpose: 'to-use', isGiven: true, date: said },
      { purpose: 'to-share', recipient: court, isGiven: true, date: said },
      { purpose: 'to-share', recipient: 'public', isGiven: false, date: said },
      {
        purpose: 'to-share',
        recipient: 'partner-organisation',
        isGiven: true,
        date: said,
        withdrawnOn: '2023-01-20',
      },
    ],
    description: tell(phrases.talked),
    confidentiality: 'restricted',
  });
  const agreed = '2018-05-12';
  const cards = make('source', {
    title: say(phrases.cards),
    actor: photographer,
    connection: 'third-party',
    reliability: 'highly-reliable',
    sourceReliability: 'a',
    date: '2018-10-21',
    languages: ['en'],
    wishesAnonymity: false,
    consents: ['to-gather-and-keep', 'to-use', 'to-share'].map((purpose) => ({
      purpose,
      isGiven: true,
      date: agreed,
    })),
    description: tell(phrases.gaveCards),
    confidentiality: 'restricted',
  });
  const messages = make('source', {
    title: say(phrases.messages),
    connection: 'unknown',
    reliability: 'unknown',
    date: '2022-10~',
    languages: ['ru'],
    description: tell(phrases.notAsked),
    confidentiality: 'restricted',
  });
  return { witness, warden, crew, parish, believers, descendants, sources: { talk, cards, messages } };
}
