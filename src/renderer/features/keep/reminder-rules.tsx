import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupRules } from '../../../shared/records/backup.ts';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { useReminders } from '../../session/reminders.ts';

const numberIn = (text: string, most: number): number | null => {
  const number = /^\d{1,7}$/.test(text.trim()) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : null;
};

/** When this archive reminds. The rules lie in the archive, and go with it. */
export function ReminderRules({ rules }: { readonly rules: BackupRules }) {
  const { t } = useTranslation('keep');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const { fixity } = useReminders();
  const queries = useQueryClient();
  const [days, setDays] = useState(String(rules.days));
  const [files, setFiles] = useState(String(rules.files));
  const [wantedDays, wantedFiles] = [numberIn(days, 3650), numberIn(files, 1_000_000)];
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: () =>
      host.client.backup.setRules({
        archive,
        rules: { days: wantedDays ?? undefined, files: wantedFiles ?? undefined },
      }),
    onSettled: () => queries.invalidateQueries(),
  });
  const isChanged = days !== String(rules.days) || files !== String(rules.files);
  return (
    <Section title={t('rules')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (wantedDays !== null && wantedFiles !== null) mutate();
        }}
      >
        <div className="two-columns">
          <FieldText
            label={t('rulesDays')}
            value={days}
            onChange={setDays}
            isDisabled={access === 'read'}
            error={wantedDays === null ? t('rulesWrong') : null}
          />
          <FieldText
            label={t('rulesFiles')}
            value={files}
            onChange={setFiles}
            isDisabled={access === 'read'}
            error={wantedFiles === null ? t('rulesWrong') : null}
          />
        </div>
        <p className="quiet small">{t('rulesHint', { count: fixity?.after ?? 90 })}</p>
        <div className="row">
          <Button
            type="submit"
            isDisabled={
              access === 'read' || !isChanged || isPending || wantedDays === null || wantedFiles === null
            }
          >
            {t('save', { ns: 'common' })}
          </Button>
          {isSuccess && !isChanged && (
            <span className="quiet small" role="status">
              {t('rulesSaved')}
            </span>
          )}
        </div>
        {error !== null && <ErrorNotice error={error} />}
      </form>
    </Section>
  );
}
