import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSecret } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
}

export function UnlockPerson({ name, onClose }: Props) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle } = useArchive();
  const queries = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      host.client.identities.unlock({
        archive: handle,
        name,
        passphrase: passphrase === '' ? null : passphrase,
      }),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['identities', handle] }),
  });
  return (
    <Dialog
      title={t('unlockName', { name: plainText(name) })}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="primary" isDisabled={isPending} onPress={() => mutate()}>
            {t('unlock')}
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
