import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { digestOf, edit, put, writeBag, writeTagManifests, type BagPlan } from './bags.ts';

/** A bag made as planned and then broken, and what the verifier must say of it. */
export interface BagCase {
  readonly name: string;
  readonly plan?: BagPlan;
  readonly change?: (folder: string) => void;
  readonly verdict: 'verified' | 'failed' | 'not-checked';
  /** `problem path` of findings that must be there; for verified bags the warnings, all of them. */
  readonly findings?: readonly string[];
}

export const both = ['sha256', 'sha512'];
export const mended = (folder: string): void => writeTagManifests(folder, both);
export const line = (algorithm: string, content: string, path: string): string =>
  `${digestOf(algorithm, content)}  ${path}\n`;

export const bagCases: readonly BagCase[] = [
  { name: 'a plain bag', verdict: 'verified', findings: [] },
  ...['0.93', '0.94', '0.95', '0.96', '0.97'].map((version) => ({
    name: `a bag of version ${version} with md5`,
    plan: { version, algorithms: ['md5'], infoName: version < '0.95' ? 'package-info.txt' : 'bag-info.txt' },
    verdict: 'verified' as const,
    findings: [],
  })),
  {
    name: 'md5, sha1, sha224, sha256, sha384 and sha512 together',
    plan: { algorithms: ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] },
    verdict: 'verified',
    findings: [],
  },
  { name: 'an empty payload', plan: { payload: {} }, verdict: 'verified', findings: [] },
  {
    name: 'no bag-info.txt and no tag manifests',
    plan: { info: null, tagAlgorithms: [] },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'names with newline and percent, encoded',
    plan: { payload: { 'a\nb%.txt': 'x', '100%25.txt': 'y' } },
    verdict: 'verified',
    findings: ['warning data/a\nb%.txt'],
  },
  {
    name: 'names in four scripts',
    plan: { payload: { 'Նորավանք.jpg': '1', 'Нораванк.jpg': '2', 'كنيسة.jpg': '3', '😀 e.txt': '4' } },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'CRLF and CR line ends',
    change: (f) => {
      edit(f, 'bagit.txt', /\n/g, '\r\n');
      edit(f, 'manifest-sha256.txt', /\n/g, '\r');
      mended(f);
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'upper-case checksums',
    change: (f) => {
      const path = join(f, 'manifest-sha256.txt');
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(/^[0-9a-f]{64}/gm, (hex) => hex.toUpperCase()),
      );
      mended(f);
    },
    verdict: 'verified',
  },
  {
    name: 'repeated labels and continued lines',
    plan: { info: 'Contact-Name: A\nContact-Name: B\nExternal-Description: one\n  two\n' },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'paths with ./',
    plan: { version: '0.97' },
    change: (f) => {
      edit(f, 'manifest-sha256.txt', / {2}data/g, '  ./data');
      mended(f);
    },
    verdict: 'verified',
    findings: ['warning data/a.txt', 'warning data/deep/b.txt'],
  },
  {
    name: 'binary marks of md5sum',
    plan: { version: '0.97' },
    change: (f) => {
      edit(f, 'manifest-sha256.txt', / {2}data/g, ' *data');
      mended(f);
    },
    verdict: 'verified',
    findings: ['warning data/a.txt', 'warning data/deep/b.txt'],
  },
  {
    name: 'the same line twice, before 1.0',
    plan: { version: '0.97' },
    change: (f) => {
      writeFileSync(join(f, 'manifest-sha256.txt'), line('sha256', 'alpha\n', 'data/a.txt'), { flag: 'a' });
      mended(f);
    },
    verdict: 'verified',
    findings: ['warning data/a.txt'],
  },
  {
    name: 'the same line twice, in 1.0',
    change: (f) => {
      writeFileSync(join(f, 'manifest-sha256.txt'), line('sha256', 'alpha\n', 'data/a.txt'), { flag: 'a' });
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed data/a.txt'],
  },
  {
    name: 'one path with two checksums, before 1.0',
    plan: { version: '0.97' },
    change: (f) => {
      writeFileSync(join(f, 'manifest-sha256.txt'), line('sha256', 'other', 'data/a.txt'), { flag: 'a' });
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed data/a.txt'],
  },
  {
    name: 'a name listed in another normalisation',
    plan: { payload: { 'Nu\u0301n\u0303ez.txt': 'x' } },
    change: (f) => {
      for (const a of both)
        writeFileSync(join(f, `manifest-${a}.txt`), line(a, 'x', 'data/N\u00fa\u00f1ez.txt'));
      mended(f);
    },
    verdict: 'verified',
    findings: ['warning data/N\u00fa\u00f1ez.txt'],
  },
  {
    name: 'two names that differ only by case',
    plan: { payload: { 'A.txt': '1', 'a.txt': '2' } },
    verdict: 'verified',
    findings: ['warning data/A.txt'],
  },
  {
    name: 'a name reserved on Windows',
    plan: { payload: { 'con.txt': '1' } },
    verdict: 'verified',
    findings: ['warning data/con.txt'],
  },
  {
    name: 'a payload file changed',
    change: (f) => put(f, 'data/a.txt', 'alphb\n'),
    verdict: 'failed',
    findings: ['changed data/a.txt'],
  },
  {
    name: 'a payload file cut short',
    change: (f) => truncateSync(join(f, 'data/a.txt'), 2),
    verdict: 'failed',
    findings: ['changed data/a.txt'],
  },
  {
    name: 'a payload file removed',
    change: (f) => rmSync(join(f, 'data/a.txt')),
    verdict: 'failed',
    findings: ['missing data/a.txt'],
  },
  {
    name: 'a payload file added',
    change: (f) => put(f, 'data/c.txt', 'new'),
    verdict: 'failed',
    findings: ['unexpected data/c.txt'],
  },
  {
    name: 'a hidden payload file added',
    change: (f) => put(f, 'data/.DS_Store', 'x'),
    verdict: 'failed',
    findings: ['unexpected data/.DS_Store'],
  },
  {
    name: 'a payload file renamed',
    change: (f) => renameSync(join(f, 'data/a.txt'), join(f, 'data/z.txt')),
    verdict: 'failed',
    findings: ['missing data/a.txt', 'unexpected data/z.txt'],
  },
  {
    name: 'a manifest line edited',
    change: (f) => edit(f, 'manifest-sha256.txt', /^./, 'f'),
    verdict: 'failed',
    findings: ['changed manifest-sha256.txt'],
  },
  {
    name: 'bag-info.txt changed',
    change: (f) => edit(f, 'bag-info.txt', '2026', '2025'),
    verdict: 'failed',
    findings: ['changed bag-info.txt'],
  },
  {
    name: 'a listed tag file removed',
    change: (f) => rmSync(join(f, 'bag-info.txt')),
    verdict: 'failed',
    findings: ['missing bag-info.txt'],
  },
  {
    name: 'bagit.txt missing',
    change: (f) => rmSync(join(f, 'bagit.txt')),
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'bagit.txt with a byte order mark',
    change: (f) => {
      put(f, 'bagit.txt', '\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'white space before the colon',
    plan: { version: '0.97' },
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version : 0.97\nTag-File-Character-Encoding: UTF-8\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'a third line in bagit.txt',
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nX: y\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'no encoding in bagit.txt',
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version: 1.0\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'an unknown version',
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'an unknown encoding',
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: KLINGON\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'tag files in UTF-16',
    plan: { version: '0.97' },
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16BE\n');
      const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
      for (const name of ['bag-info.txt', 'manifest-sha256.txt', 'manifest-sha512.txt'])
        put(f, name, utf16(readFileSync(join(f, name), 'utf8')));
      mended(f);
      for (const a of both)
        put(f, `tagmanifest-${a}.txt`, utf16(readFileSync(join(f, `tagmanifest-${a}.txt`), 'utf8')));
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'tag files in ISO-8859-1',
    plan: { version: '0.97', payload: { 'é.txt': 'x' } },
    change: (f) => {
      put(f, 'bagit.txt', 'BagIt-Version: 0.97\nTag-File-Character-Encoding: ISO-8859-1\n');
      for (const a of both) put(f, `manifest-${a}.txt`, Buffer.from(line(a, 'x', 'data/é.txt'), 'latin1'));
      mended(f);
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'a manifest that is not in the encoding named',
    plan: { payload: { 'é.txt': 'x' } },
    change: (f) => {
      put(f, 'manifest-sha256.txt', Buffer.from(line('sha256', 'x', 'data/é.txt'), 'latin1'));
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed manifest-sha256.txt'],
  },
  {
    name: 'no data folder',
    change: (f) => rmSync(join(f, 'data'), { recursive: true }),
    verdict: 'failed',
    findings: ['malformed data', 'missing data/a.txt'],
  },
  {
    name: 'no payload manifest',
    plan: { algorithms: [], tagAlgorithms: ['sha256'] },
    verdict: 'failed',
    findings: ['malformed '],
  },
  {
    name: 'a manifest of an unknown algorithm beside a known one',
    change: (f) => {
      put(f, 'manifest-blake9.txt', 'abcd  data/a.txt\nabcd  data/deep/b.txt\n');
      mended(f);
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'only a manifest of an unknown algorithm',
    plan: { algorithms: [], tagAlgorithms: [] },
    change: (f) => put(f, 'manifest-blake9.txt', 'abcd  data/a.txt\nabcd  data/deep/b.txt\n'),
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'a file in one of two payload manifests, in 1.0',
    change: (f) => {
      edit(f, 'manifest-sha512.txt', /^.*b\.txt\n/m, '');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed data/deep/b.txt'],
  },
  {
    name: 'a file in one of two payload manifests, before 1.0',
    plan: { version: '0.97' },
    change: (f) => {
      edit(f, 'manifest-sha512.txt', /^.*b\.txt\n/m, '');
      mended(f);
    },
    verdict: 'verified',
    findings: [],
  },
  {
    name: 'a payload manifest that lists a tag file',
    change: (f) => {
      writeFileSync(join(f, 'manifest-sha256.txt'), line('sha256', 'x', 'bagit.txt'), { flag: 'a' });
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bagit.txt'],
  },
  {
    name: 'a tag manifest that lists payload',
    change: (f) =>
      writeFileSync(join(f, 'tagmanifest-sha256.txt'), line('sha256', 'alpha\n', 'data/a.txt'), {
        flag: 'a',
      }),
    verdict: 'failed',
    findings: ['malformed data/a.txt'],
  },
  {
    name: 'a tag manifest that lists a tag manifest',
    change: (f) =>
      writeFileSync(join(f, 'tagmanifest-sha256.txt'), line('sha256', 'x', 'tagmanifest-sha512.txt'), {
        flag: 'a',
      }),
    verdict: 'failed',
    findings: ['malformed tagmanifest-sha512.txt'],
  },
  {
    name: 'a tag manifest without a payload manifest, in 1.0',
    change: (f) => edit(f, 'tagmanifest-sha256.txt', /^.* manifest-sha512\.txt\n/m, ''),
    verdict: 'failed',
    findings: ['malformed manifest-sha512.txt'],
  },
  {
    name: 'a checksum of the wrong length',
    change: (f) => {
      edit(f, 'manifest-sha256.txt', /^./, '');
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed manifest-sha256.txt'],
  },
  {
    name: 'a line without a path',
    change: (f) => {
      writeFileSync(join(f, 'manifest-sha256.txt'), 'abc\n', { flag: 'a' });
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed manifest-sha256.txt'],
  },
  {
    name: 'bag-info.txt with a line that is none',
    change: (f) => {
      writeFileSync(join(f, 'bag-info.txt'), 'no colon here\n', { flag: 'a' });
      mended(f);
    },
    verdict: 'failed',
    findings: ['malformed bag-info.txt'],
  },
  {
    name: 'a wrong Payload-Oxum',
    plan: { info: 'Payload-Oxum: 5.2\n' },
    verdict: 'failed',
    findings: ['malformed bag-info.txt'],
  },
  {
    name: 'Payload-Oxum twice',
    plan: { info: 'Payload-Oxum: 11.2\npayload-oxum: 11.2\n' },
    verdict: 'failed',
    findings: ['malformed bag-info.txt'],
  },
  {
    name: 'Payload-Oxum that is none',
    plan: { info: 'Payload-Oxum: many\n' },
    verdict: 'failed',
    findings: ['malformed bag-info.txt'],
  },
  ...[
    '../outside.txt',
    'data/../../outside.txt',
    '/etc/passwd',
    'C:\\x',
    '~/x',
    '\\\\host\\x',
    'data/..\\..\\x',
  ].map((path) => ({
    name: `a manifest that names ${path}`,
    change: (f: string) => {
      writeFileSync(join(f, 'manifest-sha256.txt'), line('sha256', 'x', path), { flag: 'a' });
      mended(f);
    },
    verdict: 'failed' as const,
    findings: [`unsafe ${path}`],
  })),
  {
    name: 'a file left to be fetched',
    change: (f) => {
      rmSync(join(f, 'data/a.txt'));
      put(f, 'fetch.txt', 'http://127.0.0.1:9/a 6 data/a.txt\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['missing data/a.txt'],
  },
  {
    name: 'a fetch.txt whose files are here',
    change: (f) => {
      put(f, 'fetch.txt', 'http://127.0.0.1:9/a 6 data/a.txt\n');
      mended(f);
    },
    verdict: 'verified',
    findings: ['warning data/a.txt'],
  },
  {
    name: 'a fetch.txt that leaves the bag',
    change: (f) => {
      put(f, 'fetch.txt', 'http://127.0.0.1:9/a 6 ../../x\n');
      mended(f);
    },
    verdict: 'failed',
    findings: ['unsafe ../../x'],
  },
  {
    name: 'a link in the payload',
    change: (f) => {
      rmSync(join(f, 'data/a.txt'));
      symlinkSync('/etc/hostname', join(f, 'data/a.txt'));
    },
    verdict: 'failed',
    findings: ['unsafe data/a.txt', 'missing data/a.txt'],
  },
  {
    name: 'a folder that is a link',
    change: (f) => {
      symlinkSync('/etc', join(f, 'data/etc'));
    },
    verdict: 'failed',
    findings: ['unsafe data/etc'],
  },
];

/** Makes the bag of a case in a new folder and returns the folder. */
export function makeBag({ plan, change }: BagCase, parent: string): string {
  const folder = join(parent, 'bag');
  mkdirSync(folder);
  writeBag(folder, plan);
  change?.(folder);
  return folder;
}
