import { AppError } from '../../../shared/errors/app-error.ts';
import { findingKinds, type Finding, type FindingKind } from '../../../shared/records/finding.ts';
import { folderPath } from '../arguments.ts';
import { requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

const actions = ['list', 'put-aside', 'take-up', 'merge'] as const;
const pageSize = 500;

export const gaps: Command = {
  name: 'gaps',
  usage: '(list | put-aside | take-up | merge) ARCHIVE [KIND | KEY | RECORD...] [--reason TEXT] [...]',
  summary: 'likely duplicates, contradictions, and what is missing',
  help: `  list              how much there is to look into, by kind
  list KIND         one by one: same-places, captured-outside, far-from-place,
                    incident-without-evidence, item-without-place,
                    missing-frames, not-translated
  put-aside KIND KEY --reason TEXT
                    looked into; it comes back only when the facts are others
  take-up RECORD    the other way round: the record that put-aside made
  merge KEPT GONE   two places that are the same become one: names, links and
                    whatever names GONE go over to KEPT

  --aside           with list KIND: those that were put aside
  --translation TAG into which language exhibits ought to be translated (en)
  --language TAG    whose name is shown where there are several: hy, ru, en

${writeHelp}
${unlockHelp}`,
  exits: { done: true, usage: true, cannotOpen: true, locked: true },
  options: {
    ...unlockOptions,
    ...writeOptions,
    reason: { type: 'string' },
    aside: { type: 'boolean' },
    translation: { type: 'string' },
    language: { type: 'string' },
  },
  async run(invocation) {
    const [verb, path, ...rest] = requiredPositionals(invocation, ['ACTION', 'ARCHIVE']);
    const action = actions.find((one) => one === verb?.text);
    if (!action) throw new AppError('usage', { message: `Say one of ${actions.join(', ')}.` });
    const given = rest.map(({ text }) => text);
    const [least, most] = { list: [0, 1], 'put-aside': [2, 2], 'take-up': [1, 1], merge: [2, 2] }[action] as [
      number,
      number,
    ];
    if (given.length < least || given.length > most)
      throw new AppError('usage', { message: `That is not what ${action} takes.` });
    const access = action === 'list' ? 'read' : 'write';
    return withArchive(invocation, folderPath(path), access, async (archive) => {
      const [first = '', second = ''] = given;
      if (action === 'list')
        return first === '' ? count(invocation, archive) : list(invocation, archive, kindOf(first));
      const { client } = invocation;
      const reason = textOption(invocation, 'reason') ?? '';
      const translation = translationOf(invocation);
      const done =
        action === 'put-aside'
          ? await client.gaps.putAside({ archive, kind: kindOf(first), key: second, reason, translation })
          : action === 'take-up'
            ? await client.gaps.takeUp({ archive, record: first })
            : await client.gaps.merge({ archive, kept: first, gone: second });
      if (invocation.json) await printJson(done);
      else await print(`${done.number}\n`);
      return exit.done;
    });
  },
};

async function count(invocation: Invocation, archive: string): Promise<number> {
  const { counts, asOf } = await invocation.client.gaps.count({ archive, ...askedOf(invocation) });
  if (invocation.json) await printJson({ counts, asOf });
  else
    for (const { kind, open, aside } of counts)
      await print(`${String(open).padStart(7)}  ${kind}${aside > 0 ? ` (${aside} put aside)` : ''}\n`);
  return exit.done;
}

async function list(invocation: Invocation, archive: string, kind: FindingKind): Promise<number> {
  const asked = { archive, ...askedOf(invocation), kind, isAside: invocation.options.aside === true };
  const findings: Finding[] = [];
  let total: number;
  for (;;) {
    const page = await invocation.client.gaps.list({ ...asked, offset: findings.length, limit: pageSize });
    ({ total } = page);
    findings.push(...page.findings);
    if (page.findings.length < pageSize) break;
  }
  if (invocation.json) await printJson({ total, findings });
  else {
    for (const one of findings) await print(lineOf(one));
    await print(`${plural(total, 'finding')}\n`);
  }
  return exit.done;
}

function lineOf({ key, subjects, items, values, aside }: Finding): string {
  const named = subjects.map(({ number, name }) => `${number} ${visible(name)}`).join('; ');
  const more = items > 12 ? ` and ${items - 12} more` : '';
  const figures = Object.entries(values).map(([name, value]) => `${name} ${visible(String(value))}`);
  const lines = [
    key,
    ...(named === '' ? [] : [`  ${named}${more}`]),
    ...(figures.length === 0 ? [] : [`  ${figures.join(', ')}`]),
    ...(aside ? [`  put aside: ${visible(aside.reason)} (${aside.record})`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function kindOf(text: string): FindingKind {
  const kind = findingKinds.find((one) => one === text);
  if (!kind) throw new AppError('usage', { message: `KIND is one of ${findingKinds.join(', ')}.` });
  return kind;
}

const translationOf = (invocation: Invocation): string => textOption(invocation, 'translation') ?? 'en';

function askedOf(invocation: Invocation) {
  const language = textOption(invocation, 'language') ?? 'en';
  return { language, translation: translationOf(invocation), wait: true };
}
