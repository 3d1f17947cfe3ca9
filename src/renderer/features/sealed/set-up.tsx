import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { emptyTwice, isUsable, Passphrases } from '../people/passphrases.tsx';
import { RecoveryWords } from '../start/recovery-words.tsx';

/** The second passphrase, then words for the case that it is forgotten, asked back once. */
export function SetUpSealed({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sealed');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const [twice, setTwice] = useState(emptyTwice);
  const [isAtWords, setAtWords] = useState(false);
  const [isRight, setRight] = useState(false);
  const proposed = useQuery({
    queryKey: ['sealed-words', archive],
    queryFn: () => host.client.keys.proposeWords(),
    staleTime: Infinity,
    gcTime: 0,
  });
  const words = proposed.data?.words ?? null;
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      host.client.sealed.create({
        archive,
        protections: [
          { by: 'passphrase', passphrase: twice.passphrase, label: null },
          ...(words === null ? [] : [{ by: 'recovery' as const, words, label: null }]),
        ],
      }),
    gcTime: 0,
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['sealed-state', archive] }),
  });
  return (
    <Dialog
      title={t('setUp')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            {t('cancel', { ns: 'common' })}
          </Button>
          {isAtWords ? (
            <Button tone="primary" isDisabled={!isRight || isPending} onPress={() => mutate()}>
              {t('create')}
            </Button>
          ) : (
            <Button
              tone="primary"
              isDisabled={!isUsable(twice) || words === null}
              onPress={() => setAtWords(true)}
            >
              {t('makeWords')}
            </Button>
          )}
        </>
      }
    >
      {isAtWords && words !== null ? (
        <RecoveryWords words={words} onRight={setRight} />
      ) : (
        <>
          <p>{t('noneBody')}</p>
          <p>{t('setUpLead')}</p>
          <Passphrases value={twice} onChange={setTwice} />
        </>
      )}
      {proposed.error !== null && <ErrorNotice error={proposed.error} />}
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
