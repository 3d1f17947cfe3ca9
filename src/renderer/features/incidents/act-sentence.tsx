import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Act } from '../../../shared/catalogue/incident.ts';
import type { RecordMention } from '../../../shared/records/record.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { useDateWords } from '../records/date-words.ts';
import { Mention } from '../records/mention.tsx';
import { useTerms } from '../records/vocabularies.ts';

type Involvement = NonNullable<Act['involvements']>[number];

/** Who did what to whom, with what: read from left to right, in any language. */
export function ActSentence({
  act,
  mentions,
}: {
  readonly act: Act;
  readonly mentions: ReadonlyMap<string, RecordMention>;
}) {
  const { t } = useTranslation('incidents');
  const words = useDateWords();
  const involved = act.involvements ?? [];
  const doers = involved.filter(({ role }) => role === 'alleged-perpetrator');
  const victims = involved.filter(({ role }) => role === 'victim');
  const others = involved.filter((one) => !doers.includes(one) && !victims.includes(one));
  const beside = [
    act.date === undefined ? null : words(act.date),
    act.means === undefined ? null : t('act.with', { means: act.means }),
  ].filter((one) => one !== null);
  return (
    <li className="incident-act">
      <div className="incident-sentence">
        <div className="incident-who">
          {doers.length === 0 ? (
            <span className="quiet">{t('act.somebody')}</span>
          ) : (
            <People involved={doers} mentions={mentions} />
          )}
        </div>
        <ArrowRight aria-hidden size={18} strokeWidth={1.5} />
        <div className="incident-what">
          <SafeText>{act.what}</SafeText>
          {beside.length > 0 && (
            <p className="small quiet">
              <SafeText>{beside.join(' · ')}</SafeText>
            </p>
          )}
        </div>
        {victims.length > 0 && (
          <>
            <ArrowRight aria-hidden size={18} strokeWidth={1.5} />
            <div className="incident-who">
              <People involved={victims} mentions={mentions} />
            </div>
          </>
        )}
      </div>
      {others.length > 0 && <People involved={others} mentions={mentions} />}
      {act.note !== undefined && (
        <p className="small quiet">
          <SafeText multiline>{act.note}</SafeText>
        </p>
      )}
    </li>
  );
}

function People({
  involved,
  mentions,
}: {
  readonly involved: readonly Involvement[];
  readonly mentions: ReadonlyMap<string, RecordMention>;
}) {
  const { t } = useTranslation('incidents');
  const terms = useTerms();
  return (
    <ul className="incident-people">
      {involved.map(({ actor, role, degree, foundBy, note }, at) => {
        const mention = mentions.get(actor);
        const about = [
          terms.label('roles', role),
          ...(degree === undefined ? [] : [terms.label('involvement', degree)]),
          ...(foundBy === undefined ? [] : [t('foundBy', { name: foundBy })]),
          ...(note === undefined ? [] : [note]),
        ];
        return (
          <li key={at}>
            {mention && <Mention record={mention} />}
            <span className="small quiet">
              <SafeText>{about.join(' · ')}</SafeText>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
