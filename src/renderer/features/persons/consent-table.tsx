import { CircleCheck, CircleDashed, CircleSlash, CircleX, FileSignature } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Consent } from '../../../shared/catalogue/people.ts';
import { consentAnswer, toShare } from '../../../shared/consents/consent-state.ts';
import { Button } from '../../components/button.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useDateWords } from '../records/date-words.ts';
import { Chip } from '../records/status-chip.tsx';
import { useTerms } from '../records/vocabularies.ts';
import type { Withdrawing } from './withdraw-dialog.tsx';

interface Props {
  readonly consents: readonly Consent[];
  readonly onWithdraw: ((withdrawing: Withdrawing) => void) | null;
}

const marks = {
  given: [CircleCheck, 'good'],
  refused: [CircleX, 'bad'],
  withdrawn: [CircleSlash, 'bad'],
  none: [CircleDashed, 'quiet'],
} as const;

/**
 * Every purpose, and for sharing every class of recipient: also those that nobody asked about. An answer to all classes is taken back
 * where it stands.
 */
export function ConsentTable({ consents, onWithdraw }: Props) {
  const { t } = useTranslation('persons');
  const terms = useTerms();
  const words = useDateWords();
  const recipients = terms.choices(
    'recipient-classes',
    consents.flatMap(({ recipient }) => recipient ?? []),
  );
  const today = new Date().toISOString().slice(0, 10);
  const answer = (purpose: string, recipient: string | null) => ({
    ...{ purpose, recipient },
    ...consentAnswer({ consents }, { purpose, recipient }, today),
  });
  const rows = terms
    .choices(
      'consent-purposes',
      consents.map(({ purpose }) => purpose),
    )
    .flatMap(({ id: purpose }) => {
      const said = new Set(
        consents.filter((one) => one.purpose === purpose).map(({ recipient }) => recipient ?? null),
      );
      const any = answer(purpose, null);
      const shared = recipients.map(({ id }) => answer(purpose, id));
      if (purpose !== toShare) return [any, ...shared.filter(({ recipient }) => said.has(recipient))];
      return [...(said.has(null) ? [any] : []), ...shared];
    });
  const stands = consents.some(({ isGiven, withdrawnOn }) => isGiven && withdrawnOn === undefined);
  return (
    <div className="consent-scroll">
      <table className="consent-table">
        <thead>
          <tr>
            <th scope="col">{t('consent.what')}</th>
            <th scope="col">{t('consent.answer')}</th>
            <th scope="col">{t('consent.since')}</th>
            <th scope="col">
              {stands && onWithdraw && (
                <Button
                  size="small"
                  tone="quiet"
                  onPress={() => onWithdraw({ purpose: null, recipient: null })}
                >
                  {t('consent.withdrawAll')}
                </Button>
              )}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ purpose, recipient, state, consent }) => {
            const [Icon, tone] = marks[state];
            const what =
              recipient === null
                ? terms.label('consent-purposes', purpose)
                : terms.label('recipient-classes', recipient);
            const date = consent?.withdrawnOn ?? consent?.date;
            return (
              <tr
                key={`${purpose} ${recipient ?? ''}`}
                className={recipient === null ? '' : 'consent-recipient'}
              >
                <th scope="row">
                  {recipient !== null && (
                    <span className="small quiet">{terms.label('consent-purposes', purpose)}: </span>
                  )}
                  <SafeText>{what}</SafeText>
                  {consent?.note !== undefined && (
                    <p className="small quiet">
                      <SafeText>{consent.note}</SafeText>
                    </p>
                  )}
                </th>
                <td>
                  <Chip icon={Icon} tone={tone}>
                    {t(`consent.${state}`)}
                  </Chip>
                  {consent?.form !== undefined && (
                    <FileSignature aria-label={t('consent.form')} size={14} strokeWidth={1.75} />
                  )}
                </td>
                <td className="small">{date === undefined ? '' : words(date)}</td>
                <td>
                  {state === 'given' && onWithdraw && consent?.recipient === (recipient ?? undefined) && (
                    <Button
                      size="small"
                      aria-label={t('consent.withdrawOf', { what })}
                      onPress={() => onWithdraw({ purpose, recipient })}
                    >
                      {t('consent.withdraw')}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
