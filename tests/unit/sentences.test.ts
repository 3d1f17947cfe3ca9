import { expect, test } from 'vitest';
import { sentences, type SentenceCode } from '../../src/shared/sentences/english.ts';
import { recognise, render } from '../../src/shared/sentences/recognise.ts';
import { sentences as armenian } from '../../src/renderer/i18n/hy/sentences.ts';
import { sentences as russian } from '../../src/renderer/i18n/ru/sentences.ts';
import { saidIn } from '../../src/renderer/i18n/said.ts';
import { composedSentences } from '../helpers/composed-sentences.ts';

const places = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])];
const codes = Object.keys(sentences) as SentenceCode[];
const others = [
  ['hy', armenian, /\p{Script=Armenian}/u],
  ['ru', russian, /\p{Script=Cyrillic}/u],
] as const;

test.each(others)(
  'every sentence has a text in %s, without a sentence in Latin letters',
  (_, own, script) => {
    for (const code of codes) {
      const text = own[code];
      const isFilledOnly = text.replace(/\{\w+\}|[\s():.]/g, '') === '';
      if (!isFilledOnly) expect(text, code).toMatch(script);
      expect(text.replace(/«stele \w+»|\{\w+\}/g, ''), code).not.toMatch(/[a-z]{2,} [a-z]{2,}/);
      expect(
        places(text).filter((place) => !sentences[code].includes(place)),
        code,
      ).toEqual([]);
    }
  },
);

test('what the core says is recognised as what it is, with what it was filled with', () => {
  const inner = { code: 'bytes-changed', parameters: {} } as const;
  for (const code of codes) {
    const names = places(sentences[code]).map((place) => place.slice(1, -1));
    const parameters = Object.fromEntries(
      names.map((name, index) => [name, name === 'sentence' ? inner : String(index + 7)]),
    );
    if ('problem' in parameters) parameters['problem'] = 'leaf-differs';
    const text = render({ code, parameters }, sentences);
    const found = recognise(text);
    expect(found && render(found, sentences), code).toBe(text);
    expect(found?.code, text).toBe(code);
  }
});

test('what nobody composed is no sentence, and what fills one is left as it is', () => {
  expect(recognise('some words that a library says')).toBe(null);
  expect(recognise('line 3: some words that a library says')).toBe(null);
  expect(saidIn('ru', 'some words that a library says')).toBe(null);
  expect(saidIn('en', 'some words that a library says')).toBe('some words that a library says');
  expect(saidIn('ru', 'the exhibits of package {name} $t(x) differ from what was recorded')).toBe(null);
  expect(saidIn('ru', '"{name}" is reserved on Windows')).toBe('имя «{name}» занято в Windows');
});

/** Parts of sentences, which are recognised whole; names of events, formats and file heads; what programs say to one another. */
const parts = new Set([
  'event 7 says it was destroyed', 'no event says it was destroyed', 'its tombstone says otherwise', 'it has no tombstone',
  '7 by event 7 on 7, reason: 7', 'the catalogue names an original 7; nothing was read there7', 'metadata modification',
  '; fetch.txt leaves it to be fetched, and nothing is ever fetched', 'no payload manifest lists it7',
  'fetch.txt names 7; nothing was fetched', 'differs only by 7 from 7', '; not checked: 7', 'every listed tag file matches',
  'every payload file matches', 'no tag manifest lists it7', ' (left by a file manager)', '7 names 7; nothing was read there',
  'a tag manifest', 'message digest calculation', 'virus check', 'metadata extraction', 'fixity check',
  '7 and what was recorded of them when they were taken in', '7 in the custody log',
  '7 events stood in the log when its checkpoint was signed, by the key that the package itself names; 7',
  '; more cells than columns', 'an item', 'an accession', 'trusted comment: ', 'untrusted comment: ',
  '7signature from minisign key 7', 'the key that was asked for', 'a key that bag-info.txt names',
  'there is no valid signature by 7, 7', 'valid, signer unknown: only the package itself names this key', 'signed by 7',
  'the central directory', '7; it was not read', 'there is no custody log 7', ', or one of the events 7 to 7',
  'the stored root was changed7: the tree has another', 'the stored node 7 7', 'event 7, where this copy was 7',
  '; if an antivirus program runs on this machine, look into its quarantine',
  '; another program or a protection of the system keeps it from being read: it may be whole',
]); // prettier-ignore

test('no reason or detail that the verifier or a check composes lacks a code', () => {
  const composed = ['src/verifier', 'src/core/verify', 'src/core/custody', 'src/core/fixity'].flatMap(
    composedSentences,
  );
  expect(composed.length).toBeGreaterThan(250);
  const unknown = composed.filter(({ text }) => !parts.has(text) && recognise(text) === null);
  // What is only thrown at programmers is none of these.
  expect(unknown).toEqual([]);
});
