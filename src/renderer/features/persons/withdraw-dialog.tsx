import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readEdtf } from '../../../shared/dates/edtf.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { DateField } from '../records/date-field.tsx';
import { useRecordsChanged } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { Recalled } from './recall-dialog.tsx';

/** Which consent is taken back; null: whichever. */
export interface Withdrawing {
  readonly purpose: string | null;
  readonly recipient: string | null;
}

interface Props {
  readonly source: RecordView;
  readonly withdrawing: Withdrawing;
  readonly onClose: () => void;
}

/** Takes a consent back, and then names what went out, with the letter that recalls it. */
export function WithdrawDialog({ source, withdrawing, onClose }: Props) {
  const { t } = useTranslation('persons');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useRecordsChanged();
  const terms = useTerms();
  const [on, setOn] = useState(() => new Date().toISOString().slice(0, 10));
  const { purpose, recipient } = withdrawing;
  const { mutate, error, isPending, data } = useMutation({
    mutationFn: () => host.client.consents.withdraw({ archive, source: source.id, purpose, recipient, on }),
    onSuccess: changed,
  });
  if (data)
    return (
      <Dialog
        title={t('withdrawal.done')}
        size="large"
        isOpen
        onClose={onClose}
        actions={
          <Button tone="primary" onPress={onClose}>
            {t('done', { ns: 'common' })}
          </Button>
        }
      >
        {data.copies.length === 0 && <Notice tone="good" title={t('withdrawal.none')} />}
        <Recalled source={source.id} copies={data.copies} />
      </Dialog>
    );
  const what = [
    purpose === null ? null : terms.label('consent-purposes', purpose),
    recipient === null ? null : terms.label('recipient-classes', recipient),
  ].filter((one) => one !== null);
  return (
    <ConfirmDialog
      title={t('withdrawal.title')}
      isOpen
      action={t('withdrawal.act')}
      tone="danger"
      isDisabled={isPending || !readEdtf(on.trim()).ok}
      onClose={onClose}
      onConfirm={() => mutate()}
    >
      <p>
        <strong>
          <SafeText>{(source.content.title as string | undefined) ?? source.number}</SafeText>
        </strong>
      </p>
      <p>{what.length === 0 ? t('withdrawal.all') : <SafeText>{what.join(': ')}</SafeText>}</p>
      <p>{t('withdrawal.body')}</p>
      <DateField label={t('withdrawal.on')} value={on} onChange={setOn} isRequired />
      {error !== null && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}
