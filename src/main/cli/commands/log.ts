import { folderPath } from '../arguments.ts';
import { exactPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { withArchive } from '../open-archive.ts';
import { checkpointOptions, givenCheckpoints } from '../given-checkpoints.ts';
import { exit } from '../exit-codes.ts';
import type { SubjectName } from '../../../shared/records/item.ts';
import { actorText, eventLine } from '../events.ts';
import { nameText } from '../names.ts';
import { plural, print, visible } from '../output.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const log: Command = {
  name: 'log',
  usage: 'ARCHIVE [--item ITEM] [--verify [--checkpoint FILE]…]',
  summary: 'show the custody log, or recompute it',
  help: `Who did what, in the order of the log. "claimed" means that a person was named
and did not prove to be that person; "again", that bytes were met once more.

  --item ITEM       only the events of one item and its files
  --verify          recompute every hash of the whole log and compare
  --checkpoint FILE with --verify: the log must agree with this checkpoint,
                    which was noted before; may be given again

${unlockHelp}`,
  exits: {
    done: 'shown, or verified',
    failed: 'with --verify: the log is not what was recorded',
    usage: 'wrong usage, or no such ITEM',
    cannotOpen: true,
    locked: true,
  },
  options: { ...unlockOptions, item: { type: 'string' }, verify: { type: 'boolean' }, ...checkpointOptions },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    const checkpoints = givenCheckpoints(invocation);
    return withArchive(invocation, folderPath(path), 'read', async (archive) => {
      const check =
        invocation.options.verify === true
          ? await invocation.client.custody.verify({ archive, checkpoints }, { signal: invocation.signal })
          : null;
      if (invocation.json) await printEvents(invocation, archive, check);
      else if (check) {
        await print(
          `${check.verdict === 'verified' ? 'VERIFIED' : 'FAILED'}  ${plural(check.size, 'event')}, ${check.root === null ? 'no root: events are missing' : `root ${check.root}`}\n`,
        );
        for (const { path: where, problem, detail } of check.findings)
          await print(`  ${problem.padEnd(11)} ${visible(where)}  ${visible(detail)}\n`);
      } else await printText(invocation, archive);
      return check?.verdict === 'failed' ? exit.failed : exit.done;
    });
  },
};

type Checked = Awaited<ReturnType<Invocation['client']['custody']['verify']>>;

async function printEvents(invocation: Invocation, archive: string, check: Checked | null): Promise<void> {
  const stream = await invocation.client.custody.log({
    archive,
    item: textOption(invocation, 'item'),
    named: false,
  });
  await print('{"events":[');
  let separator = '';
  for (;;) {
    const next = await stream.next();
    if (next.done === true) {
      const tail = JSON.stringify({
        ...next.value,
        ...(check ? { verdict: check.verdict, findings: check.findings } : {}),
      });
      await print(`],${tail.slice(1)}\n`);
      return;
    }
    await print(separator + JSON.stringify(next.value));
    separator = ',';
  }
}

async function printText(invocation: Invocation, archive: string): Promise<void> {
  const item = textOption(invocation, 'item');
  const stream = await invocation.client.custody.log({ archive, item, named: true });
  let actor: string | null = null;
  for (;;) {
    const next = await stream.next();
    if (next.done === true) {
      const { size, root } = next.value;
      await print(`${actor === null ? '' : '\n'}${plural(size, 'event')} in the log, root ${root}\n`);
      return;
    }
    const { subjectName, ...event } = next.value;
    const before: string | null = actor;
    actor = actorText(event);
    if (actor !== before) await print(`${before === null ? '' : '\n'}${actor}\n`);
    await print(`${eventLine(event, aboutText(subjectName ?? null, event.subject))}\n`);
  }
}

/** Number and name of what an event is about, where the catalogue has them, else its kind and id. */
function aboutText(named: SubjectName | null, subject: unknown): string {
  if (!named) return subject === null ? '' : visible(JSON.stringify(subject));
  const { kind, id, number, name } = named;
  if (number === null) return name ? `${visible(kind)}  ${nameText(name)}` : visible(`${kind} ${id}`);
  if (kind !== 'file' && kind !== 'item') return visible(`${kind} ${number}`);
  return `${visible(number)}  ${name ? nameText(name) : ''}`;
}
