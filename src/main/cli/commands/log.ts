import { exactPositionals, textOption, withArchive, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { plural, print, visible } from '../output.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const log: Command = {
  name: 'log',
  usage: 'ARCHIVE [--item ITEM] [--verify]',
  summary: 'show the custody log, or recompute it',
  help: `  --item ITEM  only the events of one item and its files
  --verify     recompute every hash of the log and compare (exit code 1 if something is wrong)

${unlockHelp}`,
  options: { ...unlockOptions, item: { type: 'string' }, verify: { type: 'boolean' } },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    return withArchive(invocation, path?.text ?? '', 'read', async (archive) => {
      const check =
        invocation.options.verify === true
          ? await invocation.client.custody.verify({ archive }, { signal: invocation.signal })
          : null;
      if (invocation.json) await printEvents(invocation, archive, check);
      else if (check) {
        await print(
          `${check.verdict === 'verified' ? 'VERIFIED' : 'FAILED'}  ${plural(check.size, 'event')}, root ${check.root}\n`,
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
  const stream = await invocation.client.custody.log({ archive, item: textOption(invocation, 'item') });
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
  const stream = await invocation.client.custody.log({ archive, item: textOption(invocation, 'item') });
  for (;;) {
    const next = await stream.next();
    if (next.done === true) {
      await print(`${plural(next.value.size, 'event')}, root ${next.value.root}\n`);
      return;
    }
    const { sequence, time, type, outcome, standing, subject } = next.value;
    await print(
      visible(
        `${String(sequence).padStart(6)}  ${time ?? '(erased)'}  ${type ?? '(erased)'} ${outcome ?? ''} (${standing ?? ''}) ${JSON.stringify(subject)}`,
      ) + '\n',
    );
  }
}
