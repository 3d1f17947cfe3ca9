import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { drawPictures } from '../../helpers/drawn-pictures.ts';
import { startStele, stele } from '../../helpers/cli.ts';
import { passphrase } from '../../helpers/encryption.ts';

/** What somebody who takes the laptop looks for. Long enough not to be there by chance. */
const seeds = {
  archiveName: 'Seeded archive name',
  operator: 'Seeded Operator Name',
  fileName: 'seeded-file-name',
  folderName: 'seeded-folder-name',
  text: 'seeded text of a document that names somebody',
  accession: 'Seeded Giver Of Files',
  label: 'seeded label of a key',
  identity: 'Seeded Identity Name',
};

/** Everything of it, and every form in which it might lie there. */
function needles(card: string): Buffer[] {
  const found: Buffer[] = [];
  const add = (bytes: Buffer): void => void found.push(bytes);
  for (const text of [...Object.values(seeds), passphrase]) {
    add(Buffer.from(text));
    add(Buffer.from(text, 'utf16le'));
    add(Buffer.from(text).subarray(0, 12));
    add(Buffer.from(Buffer.from(text).toString('base64').slice(0, 14)));
    add(Buffer.from(text.toLowerCase()));
  }
  // Every file's hashes would be looked for in every file for minutes: a part of them stands for all.
  const names = readdirSync(card, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((candidate, index) => !candidate.endsWith('.txt') || index % 10 === 0)) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(card, name));
    } catch {
      continue;
    }
    for (const algorithm of ['sha256', 'sha512', 'sha1', 'md5']) {
      const digest = createHash(algorithm).update(bytes).digest();
      add(digest);
      add(Buffer.from(digest.toString('hex').slice(0, 32)));
      add(Buffer.from(digest.toString('hex').slice(0, 32).toUpperCase()));
      add(Buffer.from(digest.toString('base64').slice(0, 20)));
    }
    // A piece out of the middle: of a picture, what stands nowhere else.
    if (bytes.length > 200) add(bytes.subarray(bytes.length >> 1, (bytes.length >> 1) + 16));
  }
  add(Buffer.from('SQLite format 3'));
  add(Buffer.from('Exif\0\0'));
  // Every WebP picture has it; four letters alone would stand in any few megabytes of ciphertext now and then.
  add(Buffer.from('WEBPVP8'));
  return found;
}

/** Names and bytes of everything below a folder. A file that goes while it is read is gone. */
function everything(folder: string): Buffer[] {
  const all: Buffer[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    all.push(Buffer.from(name));
    try {
      all.push(readFileSync(join(folder, name)));
    } catch {
      continue;
    }
  }
  return all;
}

function expectNothing(folders: readonly string[], wanted: readonly Buffer[], when: string): void {
  for (const folder of folders) {
    const all = Buffer.concat(everything(folder).flatMap((bytes) => [bytes, Buffer.alloc(1)]));
    for (const needle of wanted) {
      if (all.includes(needle))
        expect.fail(`${when}: ${JSON.stringify(needle.toString('latin1'))} in ${folder}`);
    }
  }
}

test('a seized folder: nothing that was put in can be read or recognised, in use, closed, or killed', async () => {
  const base = mkdtempSync(join(tmpdir(), 'stele-seized-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const [archive, card, temp, out] = ['archive', 'card', 'temp', 'out'].map((name) => join(base, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const folder of [card, temp, join(card, seeds.folderName)]) mkdirSync(folder);
  await drawPictures(join(card, seeds.folderName), new Date('2026-01-02T03:04:05Z'));
  for (let index = 0; index < 400; index += 1) {
    const body =
      `${seeds.text} ${index} ${createHash('sha256').update(String(index)).digest('hex')}\n`.repeat(
        3 + index * 5,
      );
    writeFileSync(join(card, `${seeds.fileName}-${index}.txt`), body);
  }
  const [secret, accession, key] = ['secret', 'accession.json', 'key'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(secret, `${passphrase}\n`);
  writeFileSync(accession, JSON.stringify({ receivedFrom: seeds.accession }));
  writeFileSync(key, 'another passphrase\n');
  const env = { TMPDIR: temp, TMP: temp, TEMP: temp };
  const run = (...words: string[]) => {
    const ran = stele([...words], { env });
    expect(ran.code, `${words.join(' ')}: ${ran.stderr.slice(0, 500)}`).toBe(0);
  };
  const opened = ['--passphrase-file', secret];
  const wanted = needles(card);
  run(
    'init',
    archive,
    '--name',
    seeds.archiveName,
    '--operator',
    seeds.operator,
    '--encrypt',
    '--json',
    ...opened,
  );
  expectNothing([archive, temp], wanted, 'created');

  // In use, and killed in the middle of it, twice; then whole.
  for (const done of [5, 60]) {
    const words = ['import', archive, card, '--accession', accession, '--json', '--progress', ...opened];
    const running = startStele(words, { env });
    let [text, stopped] = ['', false];
    running.child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const last = /"done":(\d+)[^\n]*\n$/.exec(text)?.[1];
      if (stopped || last === undefined || Number(last) < done) return;
      stopped = true;
      process.kill(-(running.child.pid ?? 0), 'SIGSTOP');
      expectNothing([archive, temp], wanted, 'in use');
      running.kill();
    });
    expect((await running.ended).code).toBe(null);
    expectNothing([archive, temp], wanted, 'killed');
  }
  run('import', archive, card, '--accession', accession, '--json', ...opened);
  run('key', 'add', archive, '--label', seeds.label, '--new-passphrase-file', key, ...opened);
  run(
    'identity',
    'create',
    archive,
    '--name',
    seeds.identity,
    '--no-passphrase',
    '--json',
    '--archive-passphrase-file',
    secret,
  );
  run('list', archive, '--query', 'seeded', '--json', ...opened);
  run('export', archive, out, '--profile', 'transfer', '--all', '--zip', '--json', ...opened);
  run('verify', archive, '--json', ...opened);
  expectNothing([archive, temp], wanted, 'closed');
  // The search is worth something only if it finds what is there.
  const card2 = everything(card);
  expect(card2.some((bytes) => bytes.includes(Buffer.from(seeds.text)))).toBe(true);
  expect(readdirSync(archive, { recursive: true }).length).toBeGreaterThan(100);
});
