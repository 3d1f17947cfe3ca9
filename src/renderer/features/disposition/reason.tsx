import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { useSession } from '../../session/session.tsx';

/** What each reason is called in the language of the window, by its id. */
export function useReasons(): ReadonlyMap<string, string> {
  const { host } = useSession();
  const { i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ['disposition-reasons'],
    queryFn: () => host.client.disposition.reasons(),
    staleTime: Infinity,
  });
  const language = i18n.language === 'hy' || i18n.language === 'ru' ? i18n.language : 'en';
  return new Map(data?.map(({ id, labels }) => [id, labels[language]]));
}

export interface Why {
  /** Id in the vocabulary; null: not chosen yet. */
  readonly reason: string | null;
  readonly note: string;
}

export const noWhy: Why = { reason: null, note: '' };

export const noteOf = ({ note }: Why): string | null => (note.trim() === '' ? null : note.trim());

interface Props {
  readonly why: Why;
  readonly onChange: (why: Why) => void;
}

/** From the list, which stands in the log. */
export function WhyReason({ why, onChange }: Props) {
  const { t } = useTranslation('disposition');
  const reasons = useReasons();
  return (
    <FieldSelect
      label={t('reason')}
      hint={t('reasonHint')}
      placeholder={t('chooseReason')}
      choices={[...reasons].map(([id, label]) => ({ id, label }))}
      value={why.reason}
      onChange={(reason) => onChange({ ...why, reason })}
    />
  );
}

/** Why: from the list, and in words, which do not stand in the log. */
export function WhyFields({ why, onChange }: Props) {
  const { t } = useTranslation('disposition');
  return (
    <>
      <WhyReason why={why} onChange={onChange} />
      <FieldText
        label={t('note')}
        hint={t('noteHint')}
        value={why.note}
        onChange={(note) => onChange({ ...why, note })}
        lines={2}
        maxLength={20_000}
      />
    </>
  );
}
