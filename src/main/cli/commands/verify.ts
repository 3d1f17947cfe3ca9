import { readFileSync } from 'node:fs';
import type { Outcome, Verification } from '../../../shared/records/verification.ts';
import { isAppError } from '../../../shared/errors/app-error.ts';
import type { Unlocking } from '../../../shared/records/keys.ts';
import { exactPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { unlockingFor } from '../open-archive.ts';
import { anyPath, folderPath } from '../arguments.ts';
import { checkpointOptions, givenCheckpoints } from '../given-checkpoints.ts';
import { checkPart, partOptions, partScope } from '../check-part.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { nameText } from '../names.ts';
import { bytesText, plural, print, printJson } from '../output.ts';
import { prose } from '../sheet.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'PATH [--key PUBKEY] [--checkpoint FILE]… [--sample N% | --older-than Nd]',
  summary: 'check a package, a BagIt bag or an archive',
  help: `PATH is a package (folder or zip), any BagIt bag of version 0.93 to 1.0, or an
archive. Nothing is changed, and nothing outside PATH is read, whatever it says.

  --key PUBKEY      a package must be signed by this minisign public key (RW…,
                    or the file that it stands in)
  --checkpoint FILE an archive's log must agree with this checkpoint, which was
                    noted before ("stele checkpoint", or data/custody/
                    checkpoint.txt of a package); may be given again
  --sample N%       of an archive, only so many per cent of the originals: those
                    first that were not checked for longest. Noted in the log;
                    interrupted, the same command goes on
  --older-than Nd   the same with what was not checked for N days
  --progress        with --json: progress as NDJSON lines before the result

${unlockHelp}`,
  exits: {
    done: 'verified',
    failed: 'something is wrong: the findings say what and where',
    usage: true,
    cannotOpen: 'there is nothing at PATH, or it cannot be opened',
    locked: true,
    notChecked: 'nothing could be checked: PATH is none of these',
    fault: 'a fault in the program itself, which says nothing about PATH',
    interrupted: true,
  },
  options: {
    ...unlockOptions,
    key: { type: 'string' },
    ...checkpointOptions,
    ...partOptions,
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const [argument] = exactPositionals(invocation, ['PATH']);
    const scope = partScope(invocation);
    if (scope) return checkPart(invocation, folderPath(argument), scope);
    const path = argument ? anyPath(argument) : { text: '' };
    const unlock = await unlockingOfArchive(invocation, folderPath(argument));
    const checkpoints = givenCheckpoints(invocation);
    const request = { path, unlock, keys: askedKeys(invocation), checkpoints };
    const stream = await invocation.client.verification.run(request, { signal: invocation.signal });
    const result = await follow(invocation, stream);
    if (invocation.json) await printJson({ ...resultHead(invocation), ...result });
    else await print(resultText(result));
    return exitOf[result.verdict];
  },
};

/** A key as it is, or the file minisign wrote it to. */
function askedKeys(invocation: Invocation): string[] {
  const key = textOption(invocation, 'key');
  if (key === null) return [];
  try {
    return [readFileSync(key, 'utf8')];
  } catch {
    return [key];
  }
}

/** Packages and bags open without a key, and what is wrong with an archive is the verifier's to find. */
async function unlockingOfArchive(invocation: Invocation, path: string): Promise<Unlocking | null> {
  try {
    return await unlockingFor(invocation, path);
  } catch (error) {
    if (
      isAppError(error) &&
      ['archive-not-found', 'archive-damaged', 'archive-newer-format', 'backup-unfinished'].includes(
        error.code,
      )
    )
      return null;
    throw error;
  }
}

const exitOf: Readonly<Record<Outcome, number>> = {
  verified: exit.done,
  failed: exit.failed,
  'not-checked': exit.notChecked,
};

const words: Readonly<Record<Outcome, string>> = {
  verified: 'VERIFIED',
  failed: 'FAILED',
  'not-checked': 'NOT CHECKED',
};

/** Both sentences stand under every verdict: what it means, and what it never means. */
const meaning = `"Verified" means that these bytes are unchanged since the first independent
anchor (a time stamp, a receipt, a witness); where there is none, only the
archive's own statement says so. It never means that a picture shows what is
said of it.
`;

function resultText(result: Verification): string {
  const lines = [`${words[result.verdict]}  (${result.kind})`, ''];
  for (const { check, outcome, reason } of result.checks) {
    const head = `  ${check.padEnd(11)} ${words[outcome].toLowerCase().padEnd(12)} `;
    lines.push(
      ...prose(reason, 80 - head.length).map(
        (line, at) => (at === 0 ? head : ' '.repeat(head.length)) + line,
      ),
    );
  }
  if (result.findings.length > 0) lines.push('');
  for (const { path, problem, detail } of result.findings) {
    const where = path === '' ? '(the whole)' : nameText({ text: path });
    lines.push(`  ${problem.padEnd(11)} ${where}`);
    if (detail !== '') lines.push(...prose(detail, 66).map((line) => `${' '.repeat(14)}${line}`));
  }
  lines.push(
    '',
    `${plural(result.filesChecked, 'file')} hashed, ${bytesText(result.bytesChecked)}.`,
    '',
    meaning,
  );
  return lines.join('\n');
}
