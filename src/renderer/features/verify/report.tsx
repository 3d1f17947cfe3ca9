import { CircleCheck, CircleHelp, OctagonX, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Check, Finding, Outcome } from '../../../shared/records/verification.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { Said } from '../../components/said.tsx';
import { readablePath } from '../../host/any-path.ts';
import { SaveButton } from '../../components/save-button.tsx';
import { saveText } from '../../host/save-text.ts';
import { useFormats } from '../../i18n/format.ts';
import { saidOrEnglish } from '../../i18n/said.ts';
import { groupsOf, outcomeKey, reportText, worstFirst } from './report-text.ts';
import type { Report } from './run.ts';

/** So many findings are laid out; all of them stand in the report that is saved. */
const most = 500;

const shapes = { verified: CircleCheck, failed: OctagonX, 'not-checked': CircleHelp } as const;

/** The two sentences without which no verdict is shown. */
export function Meaning() {
  const { t } = useTranslation('about');
  return (
    <div className="stack-tight">
      <p>{t('verifiedUnchanged')}</p>
      <p>
        <strong>{t('verifiedNever')}</strong>
      </p>
    </div>
  );
}

export function ReportView({ report }: { readonly report: Report }) {
  const { t, i18n } = useTranslation('verify');
  const format = useFormats();
  const { verification: result } = report;
  const Shape = shapes[result.verdict];
  const name = `verification-${report.at.slice(0, 19).replaceAll(':', '-')}`;
  const meaning = (
    <div className="verify-meaning">
      <h3>{t('verified', { ns: 'about' })}</h3>
      <Meaning />
    </div>
  );
  const found = (
    <section className="stack-tight">
      <h3>{t('findings')}</h3>
      {result.findings.length === 0 ? (
        <p className="quiet">{t('noFindings')}</p>
      ) : (
        <Findings findings={result.findings} />
      )}
    </section>
  );
  return (
    <article className="verify-report" aria-label={t('report')}>
      <div className={`verdict verdict-${result.verdict}`} role="status">
        <Shape aria-hidden size={72} strokeWidth={1.25} />
        <div className="stack-tight">
          <h2>{t(`verdict.${result.verdict}`)}</h2>
          <p>{t(`verdictBody.${result.verdict}`)}</p>
        </div>
      </div>
      {result.verdict !== 'failed' && meaning}
      {result.verdict === 'failed' && found}
      <Facts
        rows={[
          [t('path'), <SafeText key="path">{readablePath(report.path)}</SafeText>],
          [t('kind'), t(`kinds.${result.kind}`)],
          [t('checkedAt'), format.moment(report.at)],
          [
            t('read'),
            `${t('files', { ns: 'common', count: result.filesChecked })} · ${format.bytes(result.bytesChecked)}`,
          ],
          report.keys.length === 0
            ? null
            : [
                t('keysExpected'),
                <span key="keys" className="mono">
                  <SafeText>{report.keys.join(' ')}</SafeText>
                </span>,
              ],
        ]}
      />
      <section className="stack-tight">
        <h3>{t('checks')}</h3>
        <ul className="checks">
          {worstFirst(result.checks).map((check, index) => (
            <CheckLine key={index} check={check} />
          ))}
        </ul>
      </section>
      {result.verdict !== 'failed' && found}
      {result.verdict === 'failed' && meaning}
      <p className="quiet small">{t('coreEnglish')}</p>
      <div className="row verify-tools">
        <Button icon={Printer} onPress={() => window.print()}>
          {t('print')}
        </Button>
        <SaveButton
          save={() =>
            saveText(
              `${name}.txt`,
              reportText(report, t, i18n.getFixedT(i18n.language, 'about'), (text) =>
                saidOrEnglish(i18n, text),
              ),
            )
          }
        >
          {t('saveText')}
        </SaveButton>
        <SaveButton
          save={() => saveText(`${name}.json`, `${JSON.stringify(report, null, 2)}\n`, 'application/json')}
        >
          {t('saveJson')}
        </SaveButton>
      </div>
    </article>
  );
}

function CheckLine({ check }: { readonly check: Check }) {
  const { t } = useTranslation('verify');
  return (
    <li className="check-line">
      <Mark outcome={check.outcome} />
      <strong>{t(`checkNames.${check.check}`)}</strong>
      <span className={`check-outcome verdict-${check.outcome}`}>{t(outcomeKey(check))}</span>
      <span className="quiet">
        <Said>{check.reason}</Said>
      </span>
    </li>
  );
}

export function Mark({ outcome }: { readonly outcome: Outcome }) {
  const Shape = shapes[outcome];
  return <Shape aria-hidden size={18} strokeWidth={1.75} className={`mark verdict-${outcome}`} />;
}

export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation('verify');
  const counts = groupsOf(findings);
  const shown = groupsOf(counts.flatMap(([, group]) => group).slice(0, most));
  return (
    <>
      {shown.map(([problem, group]) => (
        <section key={problem} className="finding-group">
          <h4>
            {t(`problems.${problem}`)}
            <span className="quiet numeric">
              {t('count', { count: counts.find(([other]) => other === problem)?.[1].length ?? 0 })}
            </span>
          </h4>
          <ul className="findings">
            {group.map((finding, index) => (
              <li key={index}>
                <span className="mono">
                  {finding.path === '' ? <em>{t('whole')}</em> : <SafeText>{finding.path}</SafeText>}
                </span>
                <span className="quiet">
                  <Said>{finding.detail}</Said>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {findings.length > most && <p className="quiet">{t('more', { count: findings.length - most })}</p>}
    </>
  );
}
