import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { useSealedChanged } from './state.ts';
import { UnlockFields, unlockingOf, type UnlockDraft } from '../start/unlock-fields.tsx';

export function UnlockSealed({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sealed');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useSealedChanged();
  const [draft, setDraft] = useState<UnlockDraft>({ by: 'passphrase', text: '' });
  const unlock = unlockingOf(draft);
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      if (unlock) await host.client.sealed.unlock({ archive, unlock });
    },
    gcTime: 0,
    onSuccess: onClose,
    onSettled: changed,
  });
  return (
    <Dialog
      title={t('unlockTitle')}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="primary" isDisabled={unlock === null || isPending} onPress={() => mutate()}>
            {t('unlock', { ns: 'start' })}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (unlock !== null && !isPending) mutate();
        }}
      >
        <UnlockFields draft={draft} onChange={setDraft} />
        {isPending && <p className="quiet small">{t('unlocking')}</p>}
        {error !== null && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
