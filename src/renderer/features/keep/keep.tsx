import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupSummary } from '../../../shared/records/backup.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts, Page, Section } from '../../components/page.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useReminders } from '../../session/reminders.ts';
import { BackupNow } from './backup-now.tsx';
import { ClearHandedOver } from './clear-handed-over.tsx';
import { BackupDue, FixityDue } from './due.tsx';
import { Fixity } from './fixity.tsx';
import { Recover } from './recover.tsx';
import { ReminderRules } from './reminder-rules.tsx';
import { WriteReceipt } from './write-receipt.tsx';
import '../disposition/disposition.css';
import './keep.css';

/** Second copies, whether what is kept is still what was taken in, and the way to a hand-over. */
export function Keep() {
  const { t } = useTranslation('keep');
  const { host } = useSession();
  const { handle } = useArchive();
  const { backup: due, fixity } = useReminders();
  const overview = useQuery({
    queryKey: ['backup-overview', handle],
    queryFn: () => host.client.backup.overview({ archive: handle }),
  });
  const kept = overview.data?.backups.filter(({ retiredAt }) => retiredAt === null);
  return (
    <Page title={t('title')} lead={t('lead')}>
      {kept?.every(({ sameDisk }) => sameDisk) === true ? (
        <Notice tone="caution" title={t('neverBackedUp')}>
          <p>{t('reminderHint')}</p>
        </Notice>
      ) : (
        due && <BackupDue reminder={due} />
      )}
      {fixity && <FixityDue reminder={fixity} />}
      {overview.error !== null && <ErrorNotice error={overview.error} />}
      <BackupNow />
      {kept && kept.length > 0 && (
        <Section title={t('backups')}>
          <ul className="keep-backups">
            {kept.map((backup) => (
              <Backup key={backup.id} backup={backup} />
            ))}
          </ul>
        </Section>
      )}
      <Fixity />
      <Recover />
      <Section title={t('handOver')}>
        <p>{t('handOverLead')}</p>
        <a href="#/packages">{t('toPackages')}</a>
      </Section>
      <ClearHandedOver />
      <WriteReceipt />
      {overview.data && <ReminderRules rules={overview.data.rules} />}
    </Page>
  );
}

function Backup({ backup }: { readonly backup: BackupSummary }) {
  const { t } = useTranslation('keep');
  const format = useFormats();
  const { host } = useSession();
  const { handle, access } = useArchive();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const name = backup.label ?? backup.volume.label ?? backup.id.slice(0, 8);
  const { volume } = backup;
  const disk = [volume.label, volume.deviceModel, volume.fileSystem]
    .filter((part) => part !== null)
    .join(', ');
  const forget = async (): Promise<void> => {
    setAsking(false);
    try {
      await host.client.backup.forget({ archive: handle, backup: backup.id });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <li className="keep-backup">
      <div className="row spread">
        <h3>
          <SafeText>{name}</SafeText>
        </h3>
        <Button size="small" tone="quiet" isDisabled={access === 'read'} onPress={() => setAsking(true)}>
          {t('forget')}
        </Button>
      </div>
      <Facts
        rows={[
          ...(backup.path === null
            ? []
            : [[t('path'), <SafeText key="path">{backup.path}</SafeText>] as const]),
          ...(disk === '' ? [] : [[t('disk'), plainText(disk)] as const]),
          [t('lastRun'), backup.finishedAt === null ? t('neverFinished') : format.moment(backup.finishedAt)],
          [
            t('lacking'),
            backup.filesLacking === 0 ? t('nothingLacking') : format.number(backup.filesLacking),
          ],
        ]}
      />
      {backup.sameDisk && <Notice tone="caution" title={t('onOwnDisk')} />}
      {error !== null && <ErrorNotice error={error} />}
      <ConfirmDialog
        title={t('forgetTitle', { name: plainText(name) })}
        size="small"
        isOpen={asking}
        onClose={() => setAsking(false)}
        action={t('forget')}
        tone="danger"
        onConfirm={() => void forget()}
      >
        <p>{t('forgetBody')}</p>
      </ConfirmDialog>
    </li>
  );
}
