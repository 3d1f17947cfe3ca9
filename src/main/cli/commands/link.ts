import { linkRules } from '../../../shared/catalogue/link-rules.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { folderPath } from '../arguments.ts';
import { requiredPositionals, textOption, type Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const link: Command = {
  name: 'link',
  usage: 'ARCHIVE RECORD [TYPE RECORD...] [--certainty TERM] [--note TEXT] [--remove LINK]',
  summary: 'join items, places, incidents and people: what shows, supports, contradicts what',
  help: `RECORD is an item or a record, by its number or id. With it alone: what it is
linked with. With a TYPE and others: a link to each of them.

  TYPE              ${wrapped(Object.keys(linkRules))}
  --certainty TERM  definite, high, medium, low, negligible or not-applicable
  --note TEXT
  --remove LINK     takes a link of RECORD away, by its id; it can be put back with
                    --restore LINK

${writeHelp}
${unlockHelp}`,
  exits: { done: true, usage: 'also: these cannot be linked so', cannotOpen: true, locked: true },
  options: {
    ...writeOptions,
    ...unlockOptions,
    ...signOptions,
    certainty: { type: 'string' },
    note: { type: 'string' },
    remove: { type: 'string' },
    restore: { type: 'string' },
  },
  async run(invocation) {
    const [archivePath, from, type, ...to] = requiredPositionals(invocation, ['ARCHIVE', 'RECORD']);
    if (type && to.length === 0) throw new AppError('usage', { message: 'What it leads to is missing.' });
    const [remove, restore] = [textOption(invocation, 'remove'), textOption(invocation, 'restore')];
    const [certainty, note] = [textOption(invocation, 'certainty'), textOption(invocation, 'note')];
    const isWriting = type !== undefined || remove !== null || restore !== null;
    const access = isWriting ? 'write' : 'read';
    return withArchive(invocation, folderPath(archivePath), access, async (archive) => {
      const { client, json } = invocation;
      const record = from?.text ?? '';
      const said = { ...(certainty === null ? {} : { certainty }), ...(note === null ? {} : { note }) };
      const links = to.map((one) => ({ type: type?.text ?? '', from: record, to: one.text, ...said }));
      const made = links.length === 0 ? [] : await client.links.add({ archive, links });
      if (remove !== null) await client.links.setRemoved({ archive, links: [remove], isRemoved: true });
      if (restore !== null) await client.links.setRemoved({ archive, links: [restore], isRemoved: false });
      const all = await client.links.of({ archive, record, language: 'en' });
      if (json) await printJson({ made, links: all });
      else {
        for (const { id, type: kind, end, other, certainty: sure, note: why } of all) {
          const name = `${other.number} ${visible(other.name)}`;
          const more = [sure, why].filter((part) => part !== null).map((part) => `  ${visible(part)}`);
          await print(
            `${id}  ${end === 'from' ? `${kind} ${name}` : `${name} ${kind} this`}${more.join('')}\n`,
          );
        }
        await print(`${plural(all.length, 'link')}\n`);
      }
      return exit.done;
    });
  },
};

/** As many to a line as fit behind the help's first column. */
function wrapped(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 56) lines.push(`${word}, `);
    else lines[lines.length - 1] = `${line}${word}, `;
  }
  return lines
    .map((line) => line.trim())
    .join(`\n${' '.repeat(20)}`)
    .replace(/,$/, '');
}
