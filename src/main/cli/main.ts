import { createRouterClient } from '@orpc/server';
import { isSameDisk, noneIsSameDisk } from '../../core/archive/same-disk.ts';
import { openCore } from '../../core/router/core.ts';
import { router } from '../../core/router/router.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { version } from '../../shared/version.ts';
import { commandLine, parseCommand, readableText } from './arguments.ts';
import { commonOptions, type Command } from './command.ts';
import { backup } from './commands/backup.ts';
import { checkpoint } from './commands/checkpoint.ts';
import { card } from './commands/card.ts';
import { clock } from './commands/clock.ts';
import { combine, split } from './commands/combine.ts';
import { confirm } from './commands/confirm.ts';
import { gaps } from './commands/gaps.ts';
import { incidents, people, places } from './commands/records.ts';
import { recover } from './commands/recover.ts';
import { dossier } from './commands/dossier.ts';
import { describe } from './commands/describe.ts';
import { dispose } from './commands/dispose.ts';
import { erase } from './commands/erase.ts';
import { exportCommand } from './commands/export.ts';
import { handOver } from './commands/hand-over.ts';
import { identity } from './commands/identity.ts';
import { importCommand } from './commands/import.ts';
import { init } from './commands/init.ts';
import { key } from './commands/key.ts';
import { link } from './commands/link.ts';
import { list } from './commands/list.ts';
import { log } from './commands/log.ts';
import { gazetteer, map } from './commands/map.ts';
import { open } from './commands/open.ts';
import { repair } from './commands/repair.ts';
import { restore } from './commands/restore.ts';
import { receipt } from './commands/receipt.ts';
import { sample } from './commands/sample.ts';
import { sealed } from './commands/sealed.ts';
import { search } from './commands/search.ts';
import { show } from './commands/show.ts';
import { verify } from './commands/verify.ts';
import { exit, exitCodeOf, exitNames, exitTexts, type ExitName } from './exit-codes.ts';
import { asAppError } from './failure.ts';
import { didYouMean } from './did-you-mean.ts';
import { print, printJson, ReaderGone, visible } from './output.ts';

const commands: readonly Command[] = [
  open,
  init,
  sample,
  importCommand,
  list,
  search,
  show,
  describe,
  clock,
  gaps,
  places,
  incidents,
  people,
  link,
  dossier,
  map,
  gazetteer,
  combine,
  split,
  exportCommand,
  verify,
  confirm,
  card,
  backup,
  restore,
  repair,
  recover,
  log,
  checkpoint,
  key,
  identity,
  sealed,
  dispose,
  receipt,
  handOver,
  erase,
];

process.exitCode = await main();

async function main(): Promise<number> {
  const [first, ...rest] = commandLine();
  // Known before anything is parsed, so that even a usage error comes in the form that was asked for.
  const json = rest.some((argument) => argument.text === '--json');
  try {
    if (!first || ['--help', '-h', 'help'].includes(first.text)) {
      await print(overview());
      return first ? exit.done : exit.usage;
    }
    if (first.text === '--version') {
      await print(`stele ${version}\n`);
      return exit.done;
    }
    const command = commands.find((candidate) => candidate.name === first.text);
    if (!command) {
      const meant = didYouMean(
        first.text,
        commands.map(({ name }) => name),
      );
      throw new AppError('usage', { message: `There is no command "${first.text}"${meant}.` });
    }
    const parsed = parseCommand(rest, { ...commonOptions, ...command.options });
    if (parsed.options.help === true) {
      await print(commandHelp(command));
      return exit.done;
    }
    const core = openCore({
      journal: forcedJournal(),
      isSameDisk: process.env.STELE_DISKS === 'folders' ? noneIsSameDisk : isSameDisk,
      isBehindWindow: command.servesWindow === true,
    });
    try {
      const client = createRouterClient(router, { context: { core } });
      return await command.run({
        ...parsed,
        client,
        core,
        json,
        progress: parsed.options.progress === true,
        signal: interruption(),
      });
    } finally {
      await core.close();
    }
  } catch (error) {
    if (error instanceof ReaderGone) return exit.done;
    return await report(error, json);
  }
}

/** Aborts on the first request to stop; a second one, after a moment, ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal signals this process and the one that started it, which passes the signal on: that is one request.
      if (controller.signal.aborted && Date.now() - first > 1000) process.exit(exit.interrupted);
      if (controller.signal.aborted) return;
      first = Date.now();
      controller.abort();
    });
  }
  return controller.signal;
}

function forcedJournal(): 'shared' | 'exclusive' | undefined {
  const value = process.env.STELE_JOURNAL;
  if (value === undefined || value === '') return undefined;
  if (value === 'shared' || value === 'exclusive') return value;
  throw new AppError('usage', { message: 'STELE_JOURNAL is either "shared" or "exclusive".' });
}

async function report(error: unknown, json: boolean): Promise<number> {
  const failure = asAppError(error);
  const message = readableText(failure.message);
  if (json) await printJson({ error: { code: failure.code, message } });
  else process.stderr.write(`stele: ${visible(message)}\n`);
  if (failure.code === 'internal')
    process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : ''}\n`);
  return exitCodeOf[failure.code];
}

function overview(): string {
  const lines = commands.map((command) => `${usageText(command, '  ')}\n      ${command.summary}`);
  return `stele ${version}: an offline archive for evidence, and packages that strangers
can verify

${lines.join('\n')}

Every command takes --json (one JSON document on standard output) and --help.
Exit codes: 0 done or verified, 1 verification failed or some files failed,
2 wrong usage, 3 cannot be opened, 4 locked, 5 stopped (disk full, damaged
original), 6 not checked, 70 a fault in the program itself, 130 interrupted.
`;
}

/** How a command is called, in lines of 80 columns; what stands in brackets stays together. */
function usageText({ name, usage }: Command, indent: string): string {
  const lines = [`${indent}stele ${name}`];
  for (const part of usage.match(/\([^)]*\)|\[[^\]]*\]|[^\s([]\S*/g) ?? []) {
    const last = lines.at(-1) ?? '';
    if (last.length + 1 + part.length <= 80) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(`${indent}    ${part}`);
  }
  return lines.join('\n');
}

function commandHelp(command: Command): string {
  const { help, exits = {} } = command;
  const given: Partial<Record<ExitName, string | true>> = exits;
  const codes = exitNames
    .filter((exitName) => given[exitName] !== undefined)
    .map((exitName) => {
      const text = given[exitName];
      return `  ${String(exit[exitName]).padEnd(5)} ${typeof text === 'string' ? text : exitTexts[exitName]}\n`;
    });
  return `${usageText(command, '')}

${help}
  --json            one JSON document on standard output, and nothing else there
${codes.length === 0 ? '' : `\nExit codes\n${codes.join('')}`}`;
}
