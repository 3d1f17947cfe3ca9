import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { both, line, mended, type BagCase } from './bag-cases.ts';
import { digestOf, edit, put, writeTagManifests } from './bags.ts';

/** What public conformance suites ask of a validator, made anew, and what RFC 8493 and the drafts before it say beyond. */

const append = (folder: string, path: string, text: string): void =>
  writeFileSync(join(folder, path), text, { flag: 'a' });
const old = { version: '0.97' } as const;

/** Replaces the payload manifests by lines for these paths, then mends the tag manifests. */
function listing(folder: string, contents: readonly (readonly [path: string, content: string])[]): void {
  for (const algorithm of both) {
    const lines = contents.map(([path, content]) => line(algorithm, content, path));
    put(folder, `manifest-${algorithm}.txt`, lines.join(''));
  }
  mended(folder);
}

function fetching(folder: string, path: string, address = 'http://127.0.0.1:9/x'): void {
  put(folder, 'fetch.txt', `${address} 6 ${path}\n`);
  mended(folder);
}

const [composed, decomposed] = ['data/N\u00fa\u00f1ez', 'data/Nu\u0301n\u0303ez'];
const outOfScope = [
  '../../../README.md',
  'data/../../x',
  '/tmp/foo',
  '~/foo',
  '~root/foo',
  'C:\\Windows\\System32\\x.exe',
  'c:/x',
  '\\\\?\\UNC\\server\\x.exe',
  '%HomeDrive%\\Windows\\x.exe',
  '$HOME/x',
  '${HOME}/x',
];

const drafts: readonly BagCase[] = [
  {
    name: 'a minimal bag of 0.97',
    plan: { ...old, algorithms: ['md5'], tagAlgorithms: [], info: null },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'a bag in a bag',
    plan: {
      ...old,
      payload: {
        'inner/bagit.txt': 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n',
        'inner/manifest-md5.txt': `${'0'.repeat(32)}  data/absent\n`,
        'inner/data/x': 'x',
      },
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'percent signs and tildes that stand for themselves, before 1.0',
    plan: { ...old, payload: { 'a%7Eb': '1', '%7Ed/x': '2', '~c': '3', '%x': '4' } },
    change: (f) =>
      listing(f, [
        ['data/a%7Eb', '1'],
        ['data/%7Ed/x', '2'],
        ['data/~c', '3'],
        ['data/%x', '4'],
      ]),
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'a name encoded as in addresses, before 1.0',
    plan: { ...old, payload: { '~b': '1' } },
    change: (f) => listing(f, [['data/%7Eb', '1']]),
    verdict: 'verified',
    findings: ['warning data/~b'],
  },
  {
    name: 'any white space around colons, before 1.0',
    plan: { ...old, info: 'Contact-Name\t:\tA\nContact-Phone:1\nContact-Email :  x@example.org\n' },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'one space, a tab, many spaces before the path',
    plan: old,
    change: (f) => {
      edit(f, 'manifest-sha256.txt', / {2}data\/a/, ' data/a');
      edit(f, 'manifest-sha256.txt', / {2}data\/deep/, '\t   data/deep');
      mended(f);
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'a space behind the path, before 1.0',
    plan: old,
    change: (f) => {
      edit(f, 'manifest-sha256.txt', /a\.txt$/m, 'a.txt ');
      mended(f);
    },
    verdict: 'verified',
    findings: ['warning data/a.txt'],
  },
  {
    name: 'a space behind the path, in 1.0',
    change: (f) => {
      edit(f, 'manifest-sha256.txt', /a\.txt$/m, 'a.txt ');
      mended(f);
    },
    verdict: 'failed',
    findings: ['missing data/a.txt ', 'malformed data/a.txt'],
  },
  {
    name: 'dots within paths, before 1.0',
    plan: old,
    change: (f) => {
      edit(f, 'manifest-sha256.txt', /data\/deep/, './data/./deep');
      mended(f);
    },
    verdict: 'verified',
    findings: ['warning data/deep/b.txt'],
  },
  {
    name: 'an algorithm in capitals and with a hyphen',
    plan: { ...old, tagAlgorithms: [] },
    change: (f) => {
      renameSync(join(f, 'manifest-sha256.txt'), join(f, 'manifest-SHA256.txt'));
      renameSync(join(f, 'manifest-sha512.txt'), join(f, 'manifest-sha-512.txt'));
    },
    verdict: 'verified',
    findings: ['warning manifest-SHA256.txt', 'warning manifest-sha-512.txt'],
  },
  {
    name: 'tag files in UTF-16 by their byte order mark',
    plan: old,
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n');
      for (const a of both) {
        const lines = line(a, 'alpha\n', 'data/a.txt') + line(a, 'beta\n', 'data/deep/b.txt');
        put(f, `manifest-${a}.txt`, Buffer.from(`\ufeff${lines}`, 'utf16le'));
        rmSync(join(f, `tagmanifest-${a}.txt`));
      }
      put(f, 'bag-info.txt', Buffer.from('\ufeffContact-Name: A\n', 'utf16le'));
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'byte order marks and empty lines in tag files',
    change: (f) => {
      edit(f, 'manifest-sha256.txt', /^/, '\ufeff');
      edit(f, 'bag-info.txt', /^/, '\ufeff');
      append(f, 'manifest-sha512.txt', '\n\n');
      mended(f);
    },
    verdict: 'verified',
    findings: ['warning manifest-sha256.txt', 'warning bag-info.txt', 'warning manifest-sha512.txt'],
  },
  {
    name: 'two names that differ only by normalisation, both there',
    plan: { ...old, payload: { 'N\u00fa\u00f1ez': 'x', 'Nu\u0301n\u0303ez': 'x' } },
    verdict: 'verified',
    findings: [`warning ${decomposed}`],
  },
  {
    name: 'two names that differ only by normalisation, one removed',
    plan: { payload: { 'N\u00fa\u00f1ez': 'x', 'Nu\u0301n\u0303ez': 'x' }, info: null },
    change: (f) => rmSync(join(f, decomposed)),
    verdict: 'failed',
    findings: [`malformed ${decomposed}`],
  },
  {
    name: 'one file listed in two normalisations, before 1.0',
    plan: { ...old, payload: { 'N\u00fa\u00f1ez': 'x' } },
    change: (f) =>
      listing(f, [
        [composed, 'x'],
        [decomposed, 'x'],
      ]),
    verdict: 'verified',
    findings: [`warning ${decomposed}`],
  },
  {
    name: 'two files of one normal form, listed in a third: both found',
    plan: { ...old, payload: { 'N\u00fa\u00f1ez': 'x', 'Nu\u0301n\u0303ez': 'x' } },
    change: (f) =>
      listing(f, [
        [composed, 'x'],
        ['data/N\u00fan\u0303ez', 'x'],
      ]),
    verdict: 'verified',
    findings: ['warning data/N\u00fan\u0303ez', `warning ${decomposed}`],
  },
  {
    name: 'what file managers leave, listed',
    plan: { ...old, payload: { '.DS_Store': '1', 'Thumbs.db': '2', 'x/._y': '3' } },
    verdict: 'verified',
    findings: ['warning data/.DS_Store', 'warning data/Thumbs.db', 'warning data/x/._y'],
  },
  {
    name: 'a holey bag that was filled',
    plan: old,
    change: (f) => fetching(f, 'data/a.txt'),
    verdict: 'verified',
    findings: ['warning data/a.txt'],
  },
  {
    name: 'a fetch.txt that names what is no payload, before 1.0',
    plan: old,
    change: (f) => fetching(f, 'a.png', 'file:///home/somebody/a.png'),
    verdict: 'verified',
    findings: ['warning a.png'],
  },
  {
    name: 'a package-info.txt with a wrong Payload-Oxum, in 0.93',
    plan: { version: '0.93', infoName: 'package-info.txt', info: 'Payload-Oxum: 1.1\n' },
    verdict: 'failed',
    findings: ['malformed package-info.txt'],
  },
  {
    name: 'a version without its first digit',
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  ...outOfScope.map((path): BagCase => ({
    name: `a fetch.txt of 0.97 that names ${path}`,
    plan: old,
    change: (f) => fetching(f, path),
    verdict: 'failed',
    findings: [`unsafe ${path}`],
  })),
  ...outOfScope.map((path): BagCase => ({
    name: `a tag manifest of 0.97 that names ${path}`,
    plan: old,
    change: (f) => append(f, 'tagmanifest-sha256.txt', line('sha256', 'x', path)),
    verdict: 'failed',
    findings: [`unsafe ${path}`],
  })),
];

const strict: readonly BagCase[] = [
  {
    name: 'one file listed in two normalisations, in 1.0',
    plan: { payload: { 'N\u00fa\u00f1ez': 'x' } },
    change: (f) =>
      listing(f, [
        [composed, 'x'],
        [decomposed, 'x'],
      ]),
    verdict: 'failed',
    findings: [`malformed ${decomposed}`],
  },
  {
    name: 'a percent sign that should be encoded and names another file',
    plan: { payload: { 'a%25b': '1' } },
    change: (f) => listing(f, [['data/a%25b', '1']]),
    verdict: 'failed',
    findings: ['missing data/a%b', 'unexpected data/a%25b'],
  },
  {
    name: 'a percent sign that should be encoded and names no other file',
    plan: { payload: { '100%.txt': '1' } },
    change: (f) => listing(f, [['data/100%.txt', '1']]),
    verdict: 'verified',
    findings: ['warning data/100%.txt'],
  },
  {
    name: 'encoded in small letters',
    plan: { payload: { 'a\nb\rc': '1' } },
    change: (f) => listing(f, [['data/a%0ab%0dc', '1']]),
    verdict: 'verified',
    findings: ['warning data/a\nb\rc'],
  },
  ...[
    ['white space before a colon', 'Contact-Name : A\n'],
    ['no white space after a colon', 'Contact-Name:A\n'],
    ['an indented first line', '  Contact-Name: A\n'],
    ['another separator', 'key; the value\n'],
    ['an empty label', ': value\n'],
  ].map(([name = '', info = '']): BagCase => ({
    name: `bag-info.txt of 1.0 with ${name}`,
    plan: { info },
    verdict: 'failed',
    findings: ['malformed bag-info.txt'],
  })),
  {
    name: 'a label without a value, and a value of colons',
    plan: { info: 'Contact-Name:\nSource-Organization: \nBag-Group-Identifier: a: b:c\n' },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'bagit.txt of 1.0 with white space before its colon',
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'bagit.txt that ends with an empty line',
    change: (f) => {
      append(f, 'bagit.txt', '\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'bagit.txt that is empty',
    change: (f) => {
      put(f, 'bagit.txt', '');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'a data folder that is a file',
    plan: { payload: {}, info: null },
    change: (f) => {
      rmSync(join(f, 'data'), { recursive: true });
      put(f, 'data', 'x');
    },
    verdict: 'failed',
    findings: ['malformed data'],
  },
  {
    name: 'a data folder that is a link',
    change: (f) => {
      renameSync(join(f, 'data'), join(f, '..', 'elsewhere'));
      symlinkSync('../elsewhere', join(f, 'data'));
    },
    verdict: 'failed',
    findings: ['unsafe data', 'malformed data', 'missing data/a.txt'],
  },
  {
    name: 'manifests in capitals, which are none',
    plan: { tagAlgorithms: [] },
    change: (f) => {
      for (const a of both) renameSync(join(f, `manifest-${a}.txt`), join(f, `MANIFEST-${a}.TXT`));
    },
    verdict: 'failed',
    findings: ['malformed '],
  },
  {
    name: 'a fetch.txt of 1.0 that names what is no payload',
    change: (f) => fetching(f, 'a.png'),
    verdict: 'failed',
    findings: ['malformed a.png'],
  },
  {
    name: 'a fetch.txt of 1.0 with an address that is not absolute',
    change: (f) => fetching(f, 'data/a.txt', 'files/a.txt'),
    verdict: 'failed',
    findings: ['malformed fetch.txt'],
  },
  {
    name: 'a fetch.txt of 1.0 that names what no manifest lists',
    change: (f) => fetching(f, 'data/later.txt'),
    verdict: 'failed',
    findings: ['malformed data/later.txt'],
  },
  {
    name: 'a fetch.txt that is cut off',
    change: (f) => {
      put(f, 'fetch.txt', 'http://127.0.0.1:9/a 6\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed fetch.txt'],
  },
  {
    name: 'tag files in folders, listed and not listed',
    change: (f) => {
      put(f, 'metadata/mets.xml', '<mets/>');
      mended(f);
      put(f, 'metadata/later.txt', 'x');
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'a listed tag file in a folder changed',
    change: (f) => {
      put(f, 'metadata/mets.xml', '<mets/>');
      mended(f);
      put(f, 'metadata/mets.xml', '<mats/>');
    },
    verdict: 'failed',
    findings: ['changed metadata/mets.xml'],
  },
  {
    name: 'a folder listed as a file',
    change: (f) => {
      append(f, 'manifest-sha256.txt', line('sha256', '', 'data/deep'));
      mended(f);
    },
    verdict: 'failed',
    findings: ['missing data/deep'],
  },
  {
    name: 'a path with a NUL',
    change: (f) => {
      append(f, 'manifest-sha256.txt', line('sha256', 'x', 'data/a\0b'));
      mended(f);
    },
    verdict: 'failed',
    findings: ['unsafe data/a\0b'],
  },
  {
    name: 'a tag manifest that is empty',
    change: (f) => put(f, 'tagmanifest-sha256.txt', ''),
    verdict: 'failed',
    findings: ['malformed manifest-sha256.txt', 'malformed manifest-sha512.txt'],
  },
  {
    name: 'a changed file, known by one of two manifests only',
    change: (f) => {
      put(f, 'data/a.txt', 'alphb\n');
      edit(f, 'manifest-sha512.txt', digestOf('sha512', 'alpha\n'), digestOf('sha512', 'alphb\n'));
      mended(f);
    },
    verdict: 'failed',
    findings: ['changed data/a.txt'],
  },
  {
    name: 'contents of two files exchanged',
    change: (f) => {
      put(f, 'data/a.txt', 'beta\n');
      put(f, 'data/deep/b.txt', 'alpha\n');
    },
    verdict: 'failed',
    findings: ['changed data/a.txt', 'changed data/deep/b.txt'],
  },
  {
    name: 'an edited manifest line makes the file and the manifest differ',
    change: (f) => edit(f, 'manifest-sha256.txt', digestOf('sha256', 'alpha\n'), digestOf('sha256', 'other')),
    verdict: 'failed',
    findings: ['changed data/a.txt', 'changed manifest-sha256.txt'],
  },
  {
    name: 'a bag of ours without its custody log',
    plan: { info: 'Stele-Package-Format: 1\n' },
    verdict: 'failed',
    findings: [],
  },
  {
    name: 'an unlisted file in the root of one of our packages',
    plan: { info: 'Stele-Package-Format: 1\n' },
    change: (f) => put(f, 'note.txt', 'x'),
    verdict: 'failed',
    findings: ['unexpected note.txt'],
  },
  {
    name: 'one of our packages without its sha512 manifest',
    plan: { info: 'Stele-Package-Format: 1\n', algorithms: ['sha256'] },
    verdict: 'failed',
    findings: ['missing manifest-sha512.txt'],
  },
  {
    name: 'a package of a format yet to come, checked as a bag',
    plan: { info: 'Stele-Package-Format: 2\n' },
    change: (f) => put(f, 'tagmanifest-sha256.txt.new', 'x'),
    verdict: 'not-checked',
    findings: [],
  },
  {
    name: 'a third tag manifest that disagrees',
    change: (f) => {
      writeTagManifests(f, ['md5']);
      edit(f, 'tagmanifest-md5.txt', /^./, (digit) => (digit === '0' ? '1' : '0'));
    },
    verdict: 'failed',
  },
];

export const conformanceCases: readonly BagCase[] = [...drafts, ...strict];
