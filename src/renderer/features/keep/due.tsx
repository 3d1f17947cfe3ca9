import { useTranslation } from 'react-i18next';
import type { BackupReminder } from '../../../shared/records/backup.ts';
import type { FixityReminder } from '../../../shared/records/fixity.ts';
import { Notice } from '../../components/notice.tsx';

export function BackupDue({ reminder }: { readonly reminder: BackupReminder }) {
  const { t } = useTranslation('keep');
  const { reason, days, files } = reminder;
  const title =
    reason === 'never'
      ? t('neverBackedUp')
      : reason === 'age'
        ? t('backedUpLongAgo', { count: days ?? 0 })
        : t('newSinceBackup', { count: files });
  return (
    <Notice tone="caution" title={title}>
      <p>{t('reminderHint')}</p>
    </Notice>
  );
}

/** What is known to be damaged, and what was not read for too long. */
export function FixityDue({ reminder }: { readonly reminder: FixityReminder }) {
  const { t } = useTranslation('keep');
  return (
    <>
      {reminder.damaged > 0 && (
        <Notice tone="bad" title={t('damageKnown', { count: reminder.damaged })}>
          <p>{t('damageKnownHint')}</p>
        </Notice>
      )}
      {reminder.isOverdue && (
        <Notice tone="caution" title={t('checkOverdue', { count: reminder.days ?? 0 })}>
          <p>{t('checkOverdueHint')}</p>
        </Notice>
      )}
    </>
  );
}
