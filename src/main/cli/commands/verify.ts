import type { Outcome, Verification } from '../../../shared/records/verification.ts';
import { exactPositionals, type Command } from '../command.ts';
import { anyPath } from '../arguments.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { bytesText, plural, print, printJson, visible } from '../output.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'PATH',
  summary: 'check a package, a BagIt bag or an archive',
  help: `PATH is a package (folder or zip), any BagIt bag of version 0.93 to 1.0, or an archive. Nothing is changed,
and nothing outside PATH is read, whatever it says. Exit code 0: verified; 1: something is wrong; 6: nothing could be checked.

  --progress  with --json: progress as NDJSON lines before the result`,
  options: { progress: { type: 'boolean' } },
  async run(invocation) {
    const [argument] = exactPositionals(invocation, ['PATH']);
    const path = argument ? anyPath(argument) : { text: '' };
    const stream = await invocation.client.verification.run({ path }, { signal: invocation.signal });
    const result = await follow(invocation, stream);
    if (invocation.json) await printJson({ ...resultHead(invocation), ...result });
    else await print(resultText(result));
    return exitOf[result.verdict];
  },
};

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
const meaning = `"Verified" means that these bytes are unchanged since the first independent anchor (a time stamp, a receipt, a
witness); where there is none, only the archive's own statement says so. It never means that a picture shows what
is said of it.
`;

function resultText(result: Verification): string {
  const lines = [`${words[result.verdict]}  (${result.kind})`, ''];
  for (const { check, outcome, reason } of result.checks) {
    lines.push(`  ${check.padEnd(11)} ${words[outcome].toLowerCase().padEnd(12)} ${visible(reason)}`);
  }
  if (result.findings.length > 0) lines.push('');
  for (const { path, problem, detail } of result.findings) {
    lines.push(
      `  ${problem.padEnd(11)} ${visible(path === '' ? '(the whole)' : path)}${detail === '' ? '' : `\n              ${visible(detail)}`}`,
    );
  }
  lines.push(
    '',
    `${plural(result.filesChecked, 'file')} hashed, ${bytesText(result.bytesChecked)}.`,
    '',
    meaning,
  );
  return lines.join('\n');
}
