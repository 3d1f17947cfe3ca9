import type { TFunction } from 'i18next';
import { problems, type Check, type Finding, type Problem } from '../../../shared/records/verification.ts';
import { plainText } from '../../components/safe-text.tsx';
import { readablePath } from '../../host/any-path.ts';
import type { Report } from './run.ts';

/** A signature is valid or not; everything else matches or does not. */
export const outcomeKey = ({ check, outcome }: Pick<Check, 'check' | 'outcome'>) =>
  check === 'signature' ? (`signatures.${outcome}` as const) : (`outcomes.${outcome}` as const);

/** Grouped by what is wrong, in the order of the format. */
export function groupsOf<Item extends Finding>(
  findings: readonly Item[],
): readonly (readonly [Problem, readonly Item[]])[] {
  const groups = Map.groupBy(findings, ({ problem }) => problem);
  return problems.flatMap((problem) => {
    const group = groups.get(problem);
    return group ? [[problem, group] as const] : [];
  });
}

const severity = ['failed', 'not-checked', 'verified'] as const;

/** What is wrong stands before what is good. */
export const worstFirst = (checks: readonly Check[]): readonly Check[] =>
  checks.toSorted((left, right) => severity.indexOf(left.outcome) - severity.indexOf(right.outcome));

/** The report as plain text, whole; of what failed, what is wrong stands first. */
export function reportText(
  { path, at, keys, verification }: Report,
  t: TFunction<'verify'>,
  about: TFunction<'about'>,
  say: (text: string) => string,
): string {
  const { verdict, kind, checks, findings, filesChecked, bytesChecked } = verification;
  const meaning = [about('verified'), about('verifiedUnchanged'), about('verifiedNever'), ''];
  const found = [
    t('findings'),
    ...(findings.length === 0 ? [t('noFindings')] : []),
    ...groupsOf(findings).flatMap(([problem, group]) => [
      `${t(`problems.${problem}`)} (${String(group.length)})`,
      ...group.map(
        (finding) => `- ${plainText(finding.path) || t('whole')}: ${plainText(say(finding.detail))}`,
      ),
    ]),
    '',
  ];
  const isFailed = verdict === 'failed';
  return [
    t('report'),
    '',
    t(`verdict.${verdict}`),
    t(`verdictBody.${verdict}`),
    '',
    ...(isFailed ? found : meaning),
    `${t('path')}: ${plainText(readablePath(path))}`,
    `${t('kind')}: ${t(`kinds.${kind}`)}`,
    `${t('checkedAt')}: ${at}`,
    `${t('read')}: ${String(filesChecked)} · ${String(bytesChecked)} B`,
    ...keys.map((key) => `${t('keysExpected')}: ${plainText(key)}`),
    '',
    t('checks'),
    ...worstFirst(checks).map(
      (check) =>
        `- ${t(`checkNames.${check.check}`)}: ${t(outcomeKey(check))} (${plainText(say(check.reason))})`,
    ),
    '',
    ...(isFailed ? meaning : found),
  ].join('\n');
}
