import { z } from 'zod';
import { letterLanguages } from '../../../shared/consents/recall-letter.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import {
  occurrenceChoice,
  type OccurrenceChoice,
  type PersonReport,
} from '../../../shared/records/person.ts';
import type { RecalledCopy } from '../../../shared/records/consent.ts';
import { folderPath } from '../arguments.ts';
import { choiceOption, requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { withArchive } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { ask, givenPassphrase, onTerminal, signHelp, signOptions } from '../secrets.ts';

/** What `stele people` does beside lists: one person in the whole archive, and consents. */

const help = `  about PERSON      everything about this person: every record, text and file
                    that names them, in any script
  erase PERSON      takes them out of all of it, for good. What "about" suggests is
                    done with each text, unless --choose says otherwise
      --also NAME     what they are called besides; again for more
      --reason ID     why; "stele dispose reasons" lists them
      --instead TEXT  what stands where a name stood ([erased])
      --choose KEY=replace, KEY=erase, KEY=leave
                      of one text, by its key in "about"; again for more
      --destroy ITEM  an item whose files say the name; again for more
      --leave-sealed  although what is sealed is locked
      --yes           without asking; on a terminal it asks for the number
  Where two identities are demanded, each acts with --sign-as NAME:
  erase PERSON --request     one asks for it
  approve REQUEST            another one has it done
  cancel REQUEST; requests   takes a request back; lists those that wait
  real-name PERSON  who somebody is that goes by a pseudonym; --set NAME keeps it
                    in a sealed record of its own, --forget erases it
  earlier-names PERSON  what somebody was called who goes by another name now, in
                    earlier versions of their record; --erase takes it out of
                    them, --keep keeps the latest as the real name first
  withdraw SOURCE   takes consents back: of --purpose TERM, --recipient TERM, or
                    all; --on DATE (today). Lists the packages and reports
                    that carried anything of this source
  recall SOURCE     the letter that recalls it: --copy ID --language en, hy, ru
  reviews           sources who are to be asked again by now`;

const options = {
  ...signOptions,
  also: { type: 'string', multiple: true },
  reason: { type: 'string' },
  instead: { type: 'string' },
  choose: { type: 'string', multiple: true },
  destroy: { type: 'string', multiple: true },
  'leave-sealed': { type: 'boolean' },
  yes: { type: 'boolean' },
  request: { type: 'boolean' },
  set: { type: 'string' },
  forget: { type: 'boolean' },
  erase: { type: 'boolean' },
  keep: { type: 'boolean' },
  purpose: { type: 'string' },
  recipient: { type: 'string' },
  on: { type: 'string' },
  copy: { type: 'string' },
} as const;

/** The same command with what is done about one person. */
export function withPersonActions(command: Command): Command {
  return {
    ...command,
    usage:
      '(list | show | export | import | template | about | erase | …) ARCHIVE [PERSON | FILE] [--kind KIND] [...]',
    summary: 'people, groups and sources; everything about one, and its erasure',
    help: `${help}\n\n${command.help}\n\n${signHelp}`,
    options: { ...command.options, ...options },
    exits: {
      ...command.exits,
      stopped: 'the disk is full, or traces are left; the same command completes it',
    },
    run(invocation) {
      const run = actions[invocation.positionals[0]?.text ?? ''];
      return run ? run(invocation) : command.run(invocation);
    },
  };
}

type Action = (invocation: Invocation) => Promise<number>;

const actions: Readonly<Record<string, Action | undefined>> = {
  about: (invocation) =>
    within(invocation, 'read', 'PERSON', async (archive, person) => {
      const language = textOption(invocation, 'language') ?? 'en';
      const report = await invocation.client.people.about({
        archive,
        person,
        also: alsoOf(invocation),
        language,
      });
      if (invocation.json) await printJson(report);
      else await print(sheetOf(report));
      return exit.done;
    }),
  erase: (invocation) =>
    within(invocation, 'write', 'PERSON', async (archive, person) => {
      const { people } = invocation.client;
      const reason = textOption(invocation, 'reason');
      if (reason === null) throw new AppError('usage', { message: '--reason is missing.' });
      const also = alsoOf(invocation);
      const plan = {
        ...{ person, also, reason, instead: textOption(invocation, 'instead') ?? '[erased]' },
        choices: choicesOf(invocation),
        destroy: (invocation.repeated.destroy ?? []).map(({ text }) => text),
      };
      if (invocation.options.request === true) {
        const { request } = await people.requestErasure({ archive, plan });
        if (invocation.json) await printJson({ request });
        else
          await print(
            `Request ${request}: a person to be erased.\nAnother identity approves it with "stele people approve ARCHIVE ${request}".\n`,
          );
        return exit.done;
      }
      const report = await people.about({ archive, person, also, language: 'en' });
      const confirmed = await confirmedPlaces(invocation, report);
      return printErased(
        invocation,
        await people.erase({ archive, plan, confirmed, lockedSealed: lockedSealedOf(invocation) }),
      );
    }),
  approve: (invocation) =>
    within(invocation, 'write', 'REQUEST', async (archive, text) => {
      const { people } = invocation.client;
      const request = requestIn(text);
      const waits = (await people.erasureRequests({ archive })).find((one) => one.request === request);
      if (!waits) throw new AppError('request-not-found', { request });
      if (!waits.plan) throw new AppError('sealed-locked');
      const { person, also } = waits.plan;
      const report = await people.about({ archive, person, also, language: 'en' });
      const confirmed = await confirmedPlaces(invocation, report);
      const lockedSealed = lockedSealedOf(invocation);
      return printErased(
        invocation,
        await people.approveErasure({ archive, request, confirmed, lockedSealed }),
      );
    }),
  cancel: (invocation) =>
    within(invocation, 'write', 'REQUEST', async (archive, text) => {
      const request = requestIn(text);
      await invocation.client.people.cancelErasure({ archive, request });
      if (invocation.json) await printJson({ request, cancelled: true });
      else await print(`Request ${request} is cancelled.\n`);
      return exit.done;
    }),
  requests: (invocation) =>
    within(invocation, 'read', null, async (archive) => {
      const requests = await invocation.client.people.erasureRequests({ archive });
      if (invocation.json) await printJson({ requests });
      for (const { request, requestedAt, requestedBy, plan } of invocation.json ? [] : requests)
        await print(
          `Request ${request}, ${requestedAt.slice(0, 10)}, ${visible(requestedBy)}: ${plan ? visible(plan.person) : 'about whom is sealed'}\n`,
        );
      return exit.done;
    }),
  'real-name': (invocation) => {
    const name = textOption(invocation, 'set');
    const forget = invocation.options.forget === true;
    return within(
      invocation,
      name === null && !forget ? 'read' : 'write',
      'PERSON',
      async (archive, person) => {
        const { people } = invocation.client;
        if (name !== null) await people.setRealName({ archive, person, name });
        const erased = forget
          ? await people.eraseRealName({ archive, person, reason: textOption(invocation, 'reason') })
          : null;
        const known = await people.realName({ archive, person });
        if (invocation.json) await printJson({ realName: known, ...(erased === null ? {} : { erased }) });
        else await print(`${known === null ? 'No real name is kept.' : visible(known)}\n`);
        return exit.done;
      },
    );
  },
  'earlier-names': (invocation) => {
    const { erase = false, keep = false } = invocation.options;
    return within(invocation, erase ? 'write' : 'read', 'PERSON', async (archive, person) => {
      const { people } = invocation.client;
      const names = await people.earlierNames({ archive, person });
      const reason = textOption(invocation, 'reason');
      const erased = erase
        ? await people.eraseEarlierNames({ archive, person, reason, keep: keep === true })
        : null;
      if (invocation.json) await printJson(erased === null ? { names } : { erased });
      else if (erased !== null) await print(`${plural(erased, 'earlier name')} erased.\n`);
      else await print(names.length === 0 ? 'None.\n' : `${names.map(visible).join('\n')}\n`);
      return exit.done;
    });
  },
  withdraw: (invocation) =>
    within(invocation, 'write', 'SOURCE', async (archive, source) => {
      const withdrawn = await invocation.client.consents.withdraw({
        ...{ archive, source },
        purpose: textOption(invocation, 'purpose'),
        recipient: textOption(invocation, 'recipient'),
        on: textOption(invocation, 'on') ?? new Date().toISOString().slice(0, 10),
      });
      if (invocation.json) await printJson(withdrawn);
      else await print(copiesText(withdrawn.copies));
      return exit.done;
    }),
  recall: (invocation) =>
    within(invocation, 'read', 'SOURCE', async (archive, source) => {
      const id = z.uuid().safeParse(textOption(invocation, 'copy'));
      if (!id.success) throw new AppError('usage', { message: '--copy takes the id that "withdraw" names.' });
      const given =
        textOption(invocation, 'language') === null
          ? 'en'
          : choiceOption(invocation, 'language', letterLanguages);
      const letter = await invocation.client.consents.letter({
        archive,
        source,
        copy: id.data,
        language: given,
      });
      if (invocation.json) await printJson({ letter });
      else await print(letter);
      return exit.done;
    }),
  reviews: (invocation) =>
    within(invocation, 'read', null, async (archive) => {
      const language = textOption(invocation, 'language') ?? 'en';
      const due = await invocation.client.consents.reviewsDue({ archive, language });
      if (invocation.json) await printJson(due);
      for (const { source, reviewOn } of invocation.json ? [] : due.sources)
        await print(`${source.number}  ${visible(source.name)}  ${visible(reviewOn)}\n`);
      return exit.done;
    }),
};

async function within(
  invocation: Invocation,
  access: 'read' | 'write',
  about: string | null,
  work: (archive: string, about: string) => Promise<number>,
): Promise<number> {
  const names = ['ACTION', 'ARCHIVE', ...(about === null ? [] : [about])];
  const [, path, of, extra] = requiredPositionals(invocation, names);
  const surplus = about === null ? of : extra;
  if (surplus) throw new AppError('usage', { message: `"${surplus.text}" is one argument too many.` });
  const second = givenPassphrase(invocation, 'sealed-passphrase');
  return withArchive(invocation, folderPath(path), access, async (archive) => {
    if (second !== null)
      await invocation.client.sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase: second } });
    return work(archive, of?.text ?? '');
  });
}

const alsoOf = (invocation: Invocation): string[] => (invocation.repeated.also ?? []).map(({ text }) => text);

const lockedSealedOf = (invocation: Invocation): 'refuse' | 'leave' =>
  invocation.options['leave-sealed'] === true ? 'leave' : 'refuse';

function choicesOf(invocation: Invocation): Record<string, OccurrenceChoice> {
  return Object.fromEntries(
    (invocation.repeated.choose ?? []).map(({ text }) => {
      const at = text.lastIndexOf('=');
      const choice = occurrenceChoice.safeParse(text.slice(at + 1));
      if (at < 1 || !choice.success)
        throw new AppError('usage', { message: `--choose "${text}" is not KEY=replace, =erase or =leave.` });
      return [text.slice(0, at), choice.data];
    }),
  );
}

function requestIn(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new AppError('usage', { message: `"${text}" is no number of a request.` });
}

async function confirmedPlaces(invocation: Invocation, { places }: PersonReport): Promise<number> {
  if (invocation.options.yes === true) return places;
  if (!onTerminal()) throw new AppError('usage', { message: 'Give --yes to erase without being asked.' });
  const typed = await ask(
    `A person is taken out of ${plural(places, 'place')} for good. Type the number of places: `,
    false,
  );
  return /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : 0;
}

async function printErased(
  invocation: Invocation,
  erased: Awaited<ReturnType<Invocation['client']['people']['erase']>>,
): Promise<number> {
  if (invocation.json) {
    await printJson(erased);
    return exit.done;
  }
  const { records, rewritten, destroyed, left, files, event, copies, sealedLeft } = erased;
  await print(
    `Erased by event ${event}: ${plural(records, 'record')}; ${plural(rewritten, 'other')} written anew.\n`,
  );
  if (destroyed.length > 0) await print(`Destroyed: ${destroyed.map(visible).join(', ')}\n`);
  if (left > 0) await print(`${plural(left, 'text')} left as they are, as was chosen.\n`);
  if (files > 0) await print(`${plural(files, 'file')} whose bytes say the name are left.\n`);
  if (sealedLeft) await print('What is sealed was locked, and left.\n');
  for (const { item, exhibit, kind, id, createdAt } of copies)
    await print(
      `Given out: ${visible(item)} as ${visible(exhibit)}, ${createdAt.slice(0, 10)}, ${kind} ${id}\n`,
    );
  await print('Packages, reports, backups and copies made before still hold them.\n');
  return exit.done;
}

function sheetOf(report: PersonReport): string {
  const { records, namedBy, links, occurrences, files, copies, events, elsewhere, sealed, places } = report;
  const one = ({ number, name }: { number: string; name: string }): string => `${number} ${visible(name)}`;
  const lines = [
    ...records.map((record) => one(record)),
    ...namedBy.map(({ record, member }) => `  named by ${one(record)} (${member ?? 'earlier'})`),
    ...links.map(
      ({ type, other, isRemoved }) => `  ${type} ${one(other)}${isRemoved ? ' (taken away)' : ''}`,
    ),
    ...occurrences.flatMap(({ key, field, about, excerpts, suggested, isHeld }) => [
      `  ${visible(key)}  ${about ? one(about) : visible(field)}: ${suggested}${isHeld ? ', held' : ''}`,
      ...excerpts.map(({ text }) => `    ${visible(text)}`),
    ]),
    ...files.map(
      ({ item, name, in: parts }) => `  file ${visible(name)} of ${one(item)}: in its ${parts.join(' and ')}`,
    ),
    ...copies.map(
      ({ item, exhibit, kind, id }) => `  given out: ${visible(item)} as ${visible(exhibit)}, ${kind} ${id}`,
    ),
    ...elsewhere.map(({ what, name }) => `  also the name of an ${what}: ${visible(name)}`),
    `${plural(places, 'place')}, ${plural(events, 'event')} of the log.`,
    ...(sealed === 'locked' ? ['What is sealed was not looked through.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function copiesText(copies: readonly RecalledCopy[]): string {
  if (copies.length === 0) return 'Withdrawn. No package or report carried anything of this source.\n';
  const lines = copies.map(
    ({ kind, id, createdAt, purpose, recipient, exhibits }) =>
      `${id}  ${kind} of ${createdAt.slice(0, 10)}  ${[purpose, recipient].filter((term) => term !== null).join(', ')}\n  ${exhibits.map(({ exhibit, item }) => `${exhibit} (${item})`).join(', ')}`,
  );
  return `Withdrawn. These packages and reports carried something of this source:\n${lines.join('\n')}\n`;
}
