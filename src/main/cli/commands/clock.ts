import { AppError } from '../../../shared/errors/app-error.ts';
import { clockReferences, type ClockDraft, type ClockSummary } from '../../../shared/records/clock-check.ts';
import { folderPath } from '../arguments.ts';
import { checkSheet, planSheet, skippedLines } from '../clock-sheet.ts';
import { choiceOption, requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { plural, print, printJson } from '../output.ts';
import { signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

const actions = ['check', 'list', 'apply', 'retract'] as const;
type Action = (typeof actions)[number];

export const clock: Command = {
  name: 'clock',
  usage: '(check | list | apply | retract) ARCHIVE [ITEM | CHECK] [--reference TIME --by KIND] [...]',
  summary: "put right a camera's wrong clock by a picture that shows the time",
  help: `  check ITEM        says what time the picture shows, and records how far the
                    camera's clock was off; no other item changes yet
  list [ITEM]       checks that were made
  apply CHECK       asserts the time of the pictures of that camera and period.
                    What a file says stays, and so does what a person typed
  retract CHECK     takes a check back, and what it asserted with it

  --reference TIME  as the picture shows it: "2023-01-14 11:58:06", without
                    seconds where none are seen; behind it +04:00, UTC, or a
                    zone such as Asia/Tbilisi, where it is known
  --by KIND         gps, phone, radio, station, computer or other
  --within SECONDS  how far the reference may be off, if more than it shows
  --note TEXT
  --accession NUMBER
                    only for what was taken in by it; again for several. Without
                    it: the picture's, and others of that camera from that time
  --all-accessions
  --from DATE, --to DATE
                    by the camera's own clock (EDTF)
  --sure            it is right though it can hardly be: more than ten years
                    off, or later than the picture was taken in
  --preview         with check or apply: what it would come to; nothing is
                    written
  --replace ITEM    with apply: what a person typed for it gives way; again for
                    more

"stele describe ARCHIVE --undo ACT" takes back what "apply" did.

${writeHelp}
  --sign-as NAME    unlocks this identity: the log says that it acted and proved
                    it. --passphrase-file, --passphrase-fd and --no-passphrase
                    are then the identity's, and the archive's own is
                    --archive-passphrase-file, --archive-passphrase-fd or
                    STELE_PASSPHRASE

${unlockHelp}`,
  exits: {
    done: true,
    usage: 'wrong usage, no such item or check, or a time that cannot be',
    cannotOpen: true,
    locked: true,
    stopped: true,
  },
  options: {
    ...writeOptions,
    ...unlockOptions,
    ...signOptions,
    reference: { type: 'string' },
    by: { type: 'string' },
    within: { type: 'string' },
    note: { type: 'string' },
    accession: { type: 'string', multiple: true },
    'all-accessions': { type: 'boolean' },
    from: { type: 'string' },
    to: { type: 'string' },
    sure: { type: 'boolean' },
    preview: { type: 'boolean' },
    replace: { type: 'string', multiple: true },
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const [verb, archivePath, of, extra] = requiredPositionals(invocation, ['ACTION', 'ARCHIVE']);
    const action = actions.find((one) => one === verb?.text);
    if (!action) throw new AppError('usage', { message: `Say one of ${actions.join(', ')}.` });
    if (extra) throw new AppError('usage', { message: `"${extra.text}" is one argument too many.` });
    if (!of && action !== 'list')
      throw new AppError('usage', { message: `${action === 'check' ? 'ITEM' : 'CHECK'} is missing.` });
    const isWriting = action !== 'list' && invocation.options.preview !== true;
    return withArchive(invocation, folderPath(archivePath), isWriting ? 'write' : 'read', (archive) =>
      acts[action](invocation, archive, of?.text ?? ''),
    );
  },
};

const acts: Readonly<
  Record<Action, (invocation: Invocation, archive: string, of: string) => Promise<number>>
> = {
  async check(invocation, archive, item) {
    const { client, json, signal, options } = invocation;
    const draft = draftIn(invocation, item);
    if (options.preview === true) return preview(invocation, archive, { draft });
    const made = await client.clock.check({ archive, draft, sure: options.sure === true }, { signal });
    if (json) await printJson(made);
    else {
      await print(checkSheet(made));
      await print(`To put the others right: stele clock apply ARCHIVE ${made.id}\n`);
    }
    return exit.done;
  },
  async list({ client, json }, archive, item) {
    const checks = await client.clock.list({ archive, item: item === '' ? null : item });
    if (json) await printJson({ checks });
    else await print(checks.length === 0 ? 'No clock checks.\n' : checks.map(checkSheet).join('\n'));
    return exit.done;
  },
  async apply(invocation, archive, check) {
    const { client, signal } = invocation;
    if (invocation.options.preview === true) return preview(invocation, archive, { check });
    const replace = repeated(invocation, 'replace');
    const stream = await client.clock.apply({ archive, check, replace }, { signal });
    return printSummary(invocation, await follow(invocation, stream));
  },
  async retract(invocation, archive, check) {
    const { client, signal } = invocation;
    const stream = await client.clock.retract({ archive, check }, { signal });
    return printSummary(invocation, await follow(invocation, stream));
  },
};

async function preview(
  { client, json, signal, ...invocation }: Invocation,
  archive: string,
  of: { readonly draft: ClockDraft } | { readonly check: string },
): Promise<number> {
  const replace = (invocation.repeated['replace'] ?? []).map(({ text }) => text);
  const plan = await client.clock.preview({ archive, of, replace }, { signal });
  if (json) await printJson(plan);
  else await print(planSheet(plan));
  return exit.done;
}

async function printSummary(invocation: Invocation, summary: ClockSummary): Promise<number> {
  const { act, edited, unchanged, skipped } = summary;
  if (invocation.json) await printJson({ ...resultHead(invocation), ...summary });
  else {
    const same = unchanged === 0 ? '' : `, ${unchanged} said so already`;
    await print(`${plural(edited, 'item')} edited${same}.\n`);
    if (edited > 0) await print(`To take it back: stele describe ARCHIVE --undo ${act}\n`);
    for (const line of skippedLines(skipped)) await print(`${line}\n`);
  }
  return exit.done;
}

function draftIn(invocation: Invocation, item: string): ClockDraft {
  const reference = textOption(invocation, 'reference');
  if (reference === null) throw new AppError('usage', { message: '--reference is missing.' });
  const within = textOption(invocation, 'within');
  if (within !== null && !/^\d{1,8}$/.test(within))
    throw new AppError('usage', { message: '--within takes whole seconds.' });
  const accessions = repeated(invocation, 'accession');
  const [from, to] = [textOption(invocation, 'from'), textOption(invocation, 'to')];
  const isAll = invocation.options['all-accessions'] === true;
  if (isAll && accessions.length > 0)
    throw new AppError('usage', { message: 'Give one of --accession and --all-accessions.' });
  const isGiven = isAll || accessions.length > 0 || from !== null || to !== null;
  return {
    item,
    reference,
    kind: choiceOption(invocation, 'by', clockReferences),
    note: textOption(invocation, 'note'),
    uncertainty: within === null ? null : Number(within),
    period: isGiven ? { accessions: accessions.length > 0 ? accessions : null, from, to } : null,
  };
}

const repeated = (invocation: Invocation, name: string): string[] =>
  (invocation.repeated[name] ?? []).map(({ text }) => text);
