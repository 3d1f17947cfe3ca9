import { useTranslation } from 'react-i18next';
import type { TableKind } from '../../../shared/catalogue/table-fields.ts';
import { SafeText } from '../../components/safe-text.tsx';
import type { CoreClient } from '../../host/host-shell.ts';
import { useFormats } from '../../i18n/format.ts';
import { useMemberName } from '../records/member-name.ts';
import { ValueText } from '../records/value-text.tsx';
import { useFieldName, useProblemWords } from './words.ts';

export type TablePlan = Awaited<ReturnType<CoreClient['tables']['plan']>>;

/** Rows of a kind that are shown; of the others how many there are. */
const shown = 30;
const outcomes = ['made', 'edited', 'same', 'repeated'] as const;

/** What a table would come to: how many of each, what changes, and what is not understood. */
export function Preview({ plan, kind }: { readonly plan: TablePlan; readonly kind: TableKind }) {
  const { t } = useTranslation('tables');
  const format = useFormats();
  const words = useProblemWords();
  const member = useMemberName();
  const field = useFieldName();
  const called = (name: string): string => (kind === 'item' ? field(name) : member(name));
  const counts = [
    ...outcomes.map((name) => [name, plan[name]] as const),
    ['failed', plan.failed.length] as const,
  ];
  return (
    <div className="stack">
      <dl className="table-counts">
        {counts
          .filter(([name, count]) => count > 0 || name === 'made')
          .map(([name, count]) => (
            <div key={name} className={`table-count table-count-${name}`}>
              <dd className="numeric">{format.number(count)}</dd>
              <dt>{t(`count.${name}`)}</dt>
            </div>
          ))}
      </dl>
      {plan.failed.length > 0 && (
        <section className="stack-tight">
          <h3>{t('notTaken')}</h3>
          <p className="quiet small">{t('notTakenHint')}</p>
          <ul className="table-rows">
            {plan.failed.slice(0, shown).map(({ line, name, problems }) => (
              <li key={line}>
                <span className="quiet small numeric">{t('line', { number: format.number(line) })}</span>
                <span>
                  {name !== '' && (
                    <strong>
                      <SafeText>{name}</SafeText>
                    </strong>
                  )}
                  {problems.map((problem, at) => (
                    <span key={at} className="table-problem">
                      <SafeText>{words(problem)}</SafeText>
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
          <More count={plan.failed.length - shown} />
        </section>
      )}
      {plan.edits.length > 0 && (
        <section className="stack-tight">
          <h3>{t('changes')}</h3>
          <ul className="table-rows">
            {plan.edits.slice(0, shown).map(({ line, number, name, changes }) => (
              <li key={line}>
                <span className="quiet small numeric">{number}</span>
                <span>
                  <strong>
                    <SafeText>{name}</SafeText>
                  </strong>
                  {changes.map((change) => (
                    <span key={change.member} className="table-change">
                      <span className="quiet">{called(change.member)}</span>
                      <del>
                        <ValueText value={change.old} />
                      </del>
                      <ins>
                        <ValueText value={change.new} />
                      </ins>
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
          <More count={plan.edited - shown} />
        </section>
      )}
    </div>
  );
}

function More({ count }: { readonly count: number }) {
  const { t } = useTranslation('tables');
  const format = useFormats();
  return count > 0 && <p className="quiet small">{t('moreRows', { count, number: format.number(count) })}</p>;
}
