import {
  nameChoices,
  reportGroups,
  reportLanguages,
  type LeftOut,
  type ReportPreview,
} from '../../../shared/records/report.ts';
import { shippedVocabularies } from '../../../shared/catalogue/vocabularies.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { folderPath, newPath } from '../arguments.ts';
import { choiceOption, requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { bytesText, plural, print, printJson, visible } from '../output.ts';
import {
  givenPassphrase,
  sealedOptions,
  signOptions,
  unlockHelp,
  unlockOptions,
  unlockSealed,
} from '../secrets.ts';

const recipients = (shippedVocabularies.find(({ id }) => id === 'recipient-classes')?.terms ?? [])
  .map(({ id }) => `                      ${id}`)
  .join('\n');

export const dossier: Command = {
  name: 'dossier',
  usage: 'ARCHIVE FILE [PLACE|INCIDENT...] --for RECIPIENT [--group legal|risk|none]',
  summary: 'write a submission dossier, or a report on places or incidents',
  help: `FILE is a new file, .pdf or .docx (to be edited). Without places or incidents it
is about every incident. Every sentence has its exhibits; one that has none which
this recipient may be shown is left out, and told of here. Exhibits are numbered
in the order in which they are cited: "stele export --items" with the items
listed here makes a package with the same numbers.

  --for RECIPIENT     who is to get it; decides who and what is left out:
${recipients}
  --group GROUP       legal (the default), risk or none
  --language LANGUAGE en (the default), hy or ru
  --names KIND        which of several names is shown: language (the default),
                      official or in-local-use
  --title TEXT        heading of the document
  --no-pictures       without small pictures of the exhibits
  --preview           write nothing; print what it would say. FILE is left away

A sentence of a record cites exhibits by their numbers: "The dome fell.
[2020-K2-00042]"; one that cites none rests on all of its record.

  --sealed-passphrase-file FILE, --sealed-passphrase-fd N
                      unlocks sealed records, where there are some: what it is
                      about may be among them

${writeHelp}
${unlockHelp}`,
  exits: {
    done: 'it is written (or previewed)',
    usage: 'also: a record that is neither a place nor an incident, or FILE exists',
    cannotOpen: true,
    locked: true,
    stopped: 'the disk is full; no file was written',
    interrupted: 'interrupted (Ctrl-C); no file was written',
  },
  options: {
    ...unlockOptions,
    ...writeOptions,
    ...signOptions,
    for: { type: 'string' },
    group: { type: 'string' },
    language: { type: 'string' },
    names: { type: 'string' },
    title: { type: 'string' },
    'no-pictures': { type: 'boolean' },
    preview: { type: 'boolean' },
    progress: { type: 'boolean' },
    ...sealedOptions,
  },
  async run(invocation) {
    const isPreview = invocation.options.preview === true;
    const required = isPreview ? ['ARCHIVE'] : ['ARCHIVE', 'FILE'];
    const [path, ...rest] = requiredPositionals(invocation, required);
    const [file, ...named] = isPreview ? [undefined, ...rest] : rest;
    const title = textOption(invocation, 'title');
    const request = {
      about: named.flatMap((argument) => argument?.text ?? []),
      language: chosen(invocation, 'language', reportLanguages, 'en'),
      groupBy: groupOf(invocation),
      recipient: recipientOf(invocation),
      names: chosen(invocation, 'names', nameChoices, 'language'),
      withPictures: invocation.options['no-pictures'] !== true,
      ...(title === null ? {} : { title }),
    };
    const { client, signal, json } = invocation;
    const second = givenPassphrase(invocation, 'sealed-passphrase');
    if (isPreview)
      return withArchive(invocation, folderPath(path), 'read', async (archive) => {
        await unlockSealed(invocation, archive, second);
        const preview = await client.reports.preview({ archive, ...request }, { signal });
        if (json) await printJson(preview);
        else {
          await print(`${preview.text.split('\n').map(visible).join('\n')}\n\n`);
          await printOmitted(preview);
        }
        return exit.done;
      });
    const destination = file ? newPath(file) : '';
    const form = /\.docx$/i.test(destination) ? 'docx' : 'pdf';
    if (!/\.(pdf|docx)$/i.test(destination))
      throw new AppError('usage', { message: 'FILE ends in .pdf or .docx.' });
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      await unlockSealed(invocation, archive, second);
      const written = await follow(
        invocation,
        await client.reports.write({ archive, ...request, form, destination }, { signal }),
      );
      if (json) await printJson({ ...resultHead(invocation), ...written });
      else {
        await print(`Written to ${visible(written.path)}, ${bytesText(written.bytes)}\n`);
        await print(`SHA-256: ${written.sha256}\n`);
        await printOmitted(written);
        if (written.exhibits.length > 0)
          await print(`Exhibits, in order: ${written.exhibits.map(({ number }) => number).join(',')}\n`);
      }
      return exit.done;
    });
  },
};

async function printOmitted(report: Omit<ReportPreview, 'text'>): Promise<void> {
  const { incidents, places, sentences, exhibits, leftOut } = report;
  await print(
    `${plural(incidents, 'incident')}, ${plural(places, 'place')}, ${plural(sentences, 'sentence')}, ${plural(exhibits.length, 'exhibit')}\n`,
  );
  if (leftOut.length === 0) return;
  await print('Left out:\n');
  for (const { reason, number, text } of leftOut)
    await print(`  ${number}  ${reasons[reason]}${text === null ? '' : `: ${visible(text)}`}\n`);
}

const reasons: Readonly<Record<LeftOut['reason'], string>> = {
  'no-exhibit': 'no exhibit that may be shown',
  confidentiality: 'too confidential for this recipient',
  'names-protected': 'names somebody who is protected',
  'no-consent': 'its source has not consented',
  'not-here': 'hidden, destroyed or handed over',
};

function groupOf(invocation: Invocation): (typeof reportGroups)[number] {
  const group = chosen(invocation, 'group', ['legal', 'risk', 'none'] as const, 'legal');
  return group === 'none' ? 'none' : group === 'legal' ? 'legal-references' : 'risk-factors';
}

function recipientOf(invocation: Invocation): string {
  const recipient = textOption(invocation, 'for');
  if (recipient === null) throw new AppError('usage', { message: '--for is missing: who is to get it?' });
  return recipient;
}

function chosen<Choice extends string>(
  invocation: Invocation,
  name: string,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  return textOption(invocation, name) === null ? otherwise : choiceOption(invocation, name, choices);
}
