import { useTranslation } from 'react-i18next';
import type { ClockPlan } from '../../../shared/records/clock-check.ts';
import { FieldCheck } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import { wallText } from './words.ts';

interface Props {
  readonly plan: ClockPlan;
  readonly isDoubtful: boolean;
  readonly isSure: boolean;
  readonly onSure: (isSure: boolean) => void;
  readonly replace: readonly string[];
  readonly onReplace: (items: readonly string[]) => void;
}

/** How far the clock was off, and what becomes of which pictures. */
export function Plan({ plan, isDoubtful, isSure, onSure, replace, onReplace }: Props) {
  const { t } = useTranslation('clock');
  const { first, last } = plan;
  const span = {
    first: plainText(wallText(first?.captured ?? '')),
    last: plainText(wallText(last?.captured ?? '')),
  };
  return (
    <section className="clock-plan" aria-live="polite">
      {plan.warnings.map((warning) => (
        <Notice key={warning} tone="caution" title={t(`warning.${warning}`)} />
      ))}
      {isDoubtful && (
        <FieldCheck isSelected={isSure} onChange={onSure}>
          {t('sure')}
        </FieldCheck>
      )}
      <div>
        <p>
          <strong>{t('would', { count: plan.items })}</strong>
          {first !== null && <span className="quiet numeric"> {t('firstLast', span)}</span>}
        </p>
        {plan.unchanged > 0 && <p className="small quiet">{t('unchanged', { count: plan.unchanged })}</p>}
        {plan.widened > 0 && <p className="small quiet">{t('widened', { count: plan.widened })}</p>}
        <p className="small quiet">{t('stays')}</p>
      </div>
      {plan.skipped.length > 0 && (
        <div>
          <h3>{t('left')}</h3>
          <ul className="clock-skipped small">
            {plan.skipped.map(({ reason, items }) => (
              <li key={reason}>{t(`skip.${reason}`, { count: items })}</li>
            ))}
          </ul>
        </div>
      )}
      <ByHand plan={plan} replace={replace} onReplace={onReplace} />
    </section>
  );
}

/** What people typed gives way only where somebody ticks it, item by item. */
function ByHand({ plan, replace, onReplace }: Pick<Props, 'plan' | 'replace' | 'onReplace'>) {
  const { t } = useTranslation('clock');
  const typed = plan.skipped.find(({ reason }) => reason === 'by-hand')?.examples ?? [];
  if (typed.length === 0 && replace.length === 0) return null;
  return (
    <fieldset className="clock-replace">
      <legend className="small">{t('replace')}</legend>
      {replace.map((number) => (
        <FieldCheck
          key={number}
          isSelected
          onChange={() => onReplace(replace.filter((one) => one !== number))}
        >
          {number}
        </FieldCheck>
      ))}
      {typed.map(({ number, captured }) => (
        <FieldCheck key={number} isSelected={false} onChange={() => onReplace([...replace, number])}>
          {number} <SafeText>{wallText(captured ?? '')}</SafeText>
        </FieldCheck>
      ))}
    </fieldset>
  );
}
