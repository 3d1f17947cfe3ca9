import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { stele } from '../helpers/cli.ts';
import { createTestArchive, passphrase } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { expectNothingLeftOver, expectWhole, importResult, type ImportResult } from '../helpers/whole.ts';

const program = resolve('bin/stele.mjs');
const notUtf8 = Buffer.from([0x66, 0xff, 0xe9]);

async function newWorld(): Promise<{ folder: string; card: string; archive: string }> {
  const folder = temporaryFolder();
  const [card, archive] = [join(folder, 'card'), join(folder, 'archive')];
  mkdirSync(card);
  await createTestArchive({ path: archive, name: 'Paths', operator: null, clock: () => new Date() });
  return { folder, card, archive };
}

/** Runs a line of shell, in bytes: Node's own spawn hands over UTF-8 only. */
function shell(folder: string, ...pieces: readonly (string | Buffer)[]) {
  const script = join(folder, 'run.sh');
  writeFileSync(script, Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))));
  return spawnSync('sh', [script], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', STELE: program, NODE: process.execPath },
  });
}

test('a file and a folder that may not be read are among the failures, and the rest is taken in', async ({
  skip,
}) => {
  if (process.getuid?.() !== 0) return skip('only an administrator can act as somebody else');
  const nobody = 65_534;
  const reach = spawnSync(process.execPath, [program, '--version'], {
    uid: nobody,
    gid: nobody,
    cwd: '/',
    env: {},
  });
  if (reach.status !== 0) return skip('the checkout lies where another user cannot start the program');
  const { folder, card, archive } = await newWorld();
  mkdirSync(join(card, 'closed'));
  for (const name of ['a', 'secret', 'z', 'closed/inner']) writeFileSync(join(card, name), `file ${name}`);
  chmodSync(join(card, 'secret'), 0o000);
  chmodSync(join(card, 'closed'), 0o000);
  chmodSync(folder, 0o755);
  spawnSync('chown', ['-R', String(nobody), archive]);
  const ran = spawnSync(process.execPath, [program, 'import', archive, card, '--json'], {
    encoding: 'utf8',
    uid: nobody,
    gid: nobody,
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: '/nonexistent', STELE_PASSPHRASE: passphrase },
  });
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(1);
  const result = JSON.parse(ran.stdout) as ImportResult;
  expect(result).toMatchObject({ imported: 2, failed: 2 });
  const failed = result.files.filter((file) => file.status === 'failed');
  expect(failed.map((file) => [file.path, file.error?.code])).toEqual([
    [join(card, 'closed'), 'file-unreadable'],
    [join(card, 'secret'), 'file-unreadable'],
  ]);
  chownSync(archive, 0, 0);
  chmodSync(join(card, 'secret'), 0o600);
  chmodSync(join(card, 'closed'), 0o700);
  expect(importResult(stele(['import', archive, card, '--json']))).toMatchObject({ imported: 2, failed: 0 });
  await expectNothingLeftOver(archive);
});

test('two names that npx can no longer tell apart are refused, and their folder is taken in', async () => {
  const { folder, card, archive } = await newWorld();
  for (const byte of [0xe9, 0xff]) {
    const name = Buffer.concat([Buffer.from(`${card}/x`), Buffer.from([byte])]);
    writeFileSync(name, `file ${byte}`);
  }
  const one = [`'${card}/x`, Buffer.from([0xe9]), "' --json\n"];
  const refused = shell(
    folder,
    `npx --no-install --prefix '${resolve('.')}' stele import '${archive}' `,
    ...one,
  );
  expect(refused.status, refused.stderr + refused.stdout).toBe(2);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'usage' } });
  const direct = shell(folder, `"$NODE" "$STELE" import '${archive}' `, ...one);
  expect(direct.status, direct.stderr).toBe(0);
  const [file] = (JSON.parse(direct.stdout) as ImportResult).files;
  expect(Buffer.from(file?.pathBytes ?? '', 'base64').at(-1)).toBe(0xe9);
  expect(importResult(stele(['import', archive, card, '--json']))).toMatchObject({
    imported: 1,
    duplicates: 1,
  });
  await expectWhole(archive);
});

test('a relative name, also with a leading dash, in a working folder whose own name is not UTF-8', async () => {
  const { folder, archive } = await newWorld();
  const odd = Buffer.concat([Buffer.from(`${folder}/`), notUtf8]);
  mkdirSync(odd);
  for (const name of ['plain', '-x']) writeFileSync(Buffer.concat([odd, Buffer.from(`/${name}`)]), name);
  const ran = shell(
    folder,
    "cd '",
    notUtf8,
    `' && "$NODE" "$STELE" import --json -- '${archive}' plain -x\n`,
  );
  expect(ran.status, ran.stderr + ran.stdout).toBe(0);
  const result = JSON.parse(ran.stdout) as ImportResult;
  expect(result).toMatchObject({ imported: 2, failed: 0 });
  const paths = result.files.map((file) => Buffer.from(file.pathBytes ?? '', 'base64').toString('latin1'));
  expect(paths).toEqual(['plain', '-x'].map((name) => `${odd.toString('latin1')}/${name}`));
  await expectWhole(archive);
});

test('a folder whose name is not UTF-8 is taken in by its name', async () => {
  const { folder, archive } = await newWorld();
  const odd = Buffer.concat([Buffer.from(`${folder}/`), notUtf8]);
  mkdirSync(Buffer.concat([odd, Buffer.from('/inner')]), { recursive: true });
  writeFileSync(Buffer.concat([odd, Buffer.from('/inner/file')]), 'file');
  for (const launcher of ['"$NODE" "$STELE"', `npx --no-install --prefix '${resolve('.')}' stele`]) {
    const ran = shell(folder, `${launcher} import '${archive}' '${folder}/`, notUtf8, "' --json\n");
    expect(ran.status, ran.stderr + ran.stdout).toBe(0);
    const [file] = (JSON.parse(ran.stdout) as ImportResult).files;
    expect(Buffer.from(file?.pathBytes ?? '', 'base64')).toEqual(
      Buffer.concat([odd, Buffer.from('/inner/file')]),
    );
  }
  await expectWhole(archive);
});

test('an archive or a package is never made under another name than the one that was given', async () => {
  const { folder, card, archive } = await newWorld();
  writeFileSync(join(card, 'file'), 'file');
  expect(stele(['import', archive, card]).code).toBe(0);
  const launchers = ['"$NODE" "$STELE"', `npx --no-install --prefix '${resolve('.')}' stele`];
  for (const launcher of launchers) {
    for (const words of ["init '", `export '${archive}' --profile transfer --all '`]) {
      const name = words.startsWith('init') ? "' --name X --json\n" : "' --json\n";
      const ran = shell(folder, `${launcher} ${words}`, notUtf8, name);
      expect(ran.status, ran.stderr + ran.stdout).toBe(2);
      expect(JSON.parse(ran.stdout)).toMatchObject({ error: { code: 'usage' } });
    }
  }
  expect(readdirSync(folder).toSorted()).toEqual(['archive', 'card', 'run.sh']);
});

test('an archive, a package and a zip whose names are not UTF-8 are opened and verified by them', async () => {
  const { folder, card, archive } = await newWorld();
  writeFileSync(join(card, 'file'), 'file');
  expect(stele(['import', archive, card]).code).toBe(0);
  for (const zip of [[], ['--zip']])
    expect(
      stele(['export', archive, join(folder, `p${zip.length}`), '--profile', 'transfer', '--all', ...zip])
        .code,
    ).toBe(0);
  const odd = (name: string): Buffer => Buffer.concat([Buffer.from(`${folder}/${name}`), notUtf8]);
  for (const [from, to] of [
    ['archive', 'a'],
    ['p0', 'p'],
    ['p1', 'z'],
  ] as const)
    renameSync(join(folder, from), odd(to));
  const run = (words: string, name: string, rest = ''): ReturnType<typeof shell> =>
    shell(folder, `"$NODE" "$STELE" ${words} '${name}`, notUtf8, `' ${rest} --json\n`);
  for (const [words, name, rest] of [
    ['verify', 'a', ''],
    ['verify', 'p', ''],
    ['verify', 'z', ''],
    ['log', 'a', '--verify'],
  ] as const) {
    const ran = run(words, name, rest);
    expect(ran.status, words + name + ran.stderr + ran.stdout).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({ verdict: 'verified' });
  }
  expect(JSON.parse(run('list', 'a').stdout)).toMatchObject({ total: 1 });
  writeFileSync(join(card, 'more'), 'more');
  expect(JSON.parse(run('import', 'a', 'card').stdout)).toMatchObject({
    imported: 1,
    duplicates: 1,
    failed: 0,
  });
  expect(JSON.parse(run('export', 'a', 'q --profile transfer --all').stdout)).toMatchObject({ files: 2 });
  // Inside: the working folder's own name is the odd one.
  const inside = shell(folder, "cd 'a", notUtf8, `' && "$NODE" "$STELE" verify . --json\n`);
  expect(JSON.parse(inside.stdout)).toMatchObject({ kind: 'archive', verdict: 'verified' });
  const made = shell(
    folder,
    "cd 'a",
    notUtf8,
    `' && "$NODE" "$STELE" export . ../r --profile transfer --all --json\n`,
  );
  expect(JSON.parse(made.stdout)).toMatchObject({ error: { code: 'usage' } });
  const error = run('show', 'a', 'nothing-like-it');
  expect(error.status).toBe(2);
  // What is told has the name that was typed, not the number it goes by meanwhile.
  const locked = run('import', 'a', "'a'*");
  expect(locked.stdout + error.stdout).not.toContain('/proc/');
  const absent = shell(folder, `"$NODE" "$STELE" list '${folder}/a`, Buffer.from([0xfe]), "' --json\n");
  expect(absent.status).toBe(3);
  expect(JSON.parse(absent.stdout)).toMatchObject({ error: { code: 'archive-not-found' } });
});

test('names in what an import prints cannot command a terminal', async () => {
  const { card, archive } = await newWorld();
  for (const name of ['\u001b[2J.lnk', 'two\nlines', '\u202egnp'])
    spawnSync('ln', ['-s', '/nowhere', join(card, name)]);
  const { code, stdout } = stele(['import', archive, card]);
  expect(code).toBe(0);
  expect(stdout).toContain('two\\u{000a}lines');
  expect(stdout).toContain('\\u{001b}[2J.lnk');
  expect(stdout).toContain('\\u{202e}gnp');
  expect(stdout).not.toMatch(/\u001b|\u202e/);
});
