import { useTranslation } from 'react-i18next';
import type { Unlocking } from '../../../shared/records/keys.ts';
import { FieldSecret, FieldSelect } from '../../components/field.tsx';

export interface UnlockDraft {
  readonly by: Unlocking['by'];
  readonly text: string;
}

/** Null until something is typed. */
export function unlockingOf({ by, text }: UnlockDraft): Unlocking | null {
  if (text.trim() === '') return null;
  switch (by) {
    case 'passphrase':
      return { by, passphrase: text };
    case 'recovery':
      return { by, words: text };
    case 'office':
      return { by, key: text.trim() };
  }
}

interface Props {
  readonly draft: UnlockDraft;
  readonly onChange: (draft: UnlockDraft) => void;
}

/** What opens an encrypted archive, a backup of one, or its sealed records. */
export function UnlockFields({ draft, onChange }: Props) {
  const { t } = useTranslation('start');
  const names = {
    passphrase: t('passphrase', { ns: 'common' }),
    recovery: t('recoveryWords'),
    office: t('officeKey'),
  };
  return (
    <>
      <FieldSecret
        label={names[draft.by]}
        value={draft.text}
        onChange={(text) => onChange({ ...draft, text })}
        autoFocus
        showLabel={t('showSecret')}
        hideLabel={t('hideSecret')}
        {...(draft.by === 'office' ? { hint: t('officeKeyHint') } : {})}
      />
      <FieldSelect
        label={t('unlockBy')}
        value={draft.by}
        onChange={(by) => onChange({ by, text: '' })}
        choices={[
          { id: 'passphrase', label: t('byPassphrase') },
          { id: 'recovery', label: t('byRecovery') },
          { id: 'office', label: t('byOffice') },
        ]}
      />
    </>
  );
}
