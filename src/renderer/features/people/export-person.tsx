import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSecret } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { ShownOnce } from './backup-once.tsx';

/** The words, the key file and the retirement statement once more, for whoever has the key's passphrase. */
export function ExportPerson({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [passphrase, setPassphrase] = useState('');
  const { mutate, error, isPending, data } = useMutation({
    mutationFn: () =>
      host.client.identities.export({ archive, name, passphrase: passphrase === '' ? null : passphrase }),
    gcTime: 0,
    onSuccess: () => setPassphrase(''),
  });
  if (data) return <ShownOnce backup={data} onClose={onClose} />;
  return (
    <Dialog
      title={t('exportTitle', { name: plainText(name) })}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="primary" isDisabled={isPending} onPress={() => mutate()}>
            {t('exportAction')}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) mutate();
        }}
      >
        <p>{t('exportLead')}</p>
        <FieldSecret
          label={t('passphrase', { ns: 'common' })}
          hint={t('unlockHint')}
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
          showLabel={t('showSecret', { ns: 'start' })}
          hideLabel={t('hideSecret', { ns: 'start' })}
        />
        {error !== null && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
