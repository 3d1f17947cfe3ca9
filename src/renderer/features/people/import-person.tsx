import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldCards, FieldCheck, FieldSecret, FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { ShownOnce } from './backup-once.tsx';
import { emptyTwice, isUsable, Passphrases } from './passphrases.tsx';

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** A key file is a few lines. */
const longest = 10_000;

/** A person whose key was made elsewhere, or was lost here. */
export function ImportPerson({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [isOffice, setOffice] = useState(false);
  const [by, setBy] = useState<'words' | 'file'>('words');
  const [words, setWords] = useState('');
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [filePassphrase, setFilePassphrase] = useState('');
  const [twice, setTwice] = useState(emptyTwice);
  const secrets = {
    showLabel: t('showSecret', { ns: 'start' }),
    hideLabel: t('hideSecret', { ns: 'start' }),
  };
  const { mutate, error, isPending, data } = useMutation({
    mutationFn: () =>
      host.client.identities.import({
        archive,
        name: name.trim(),
        role: orNull(role),
        organisation: orNull(organisation),
        isOffice,
        passphrase: twice.passphrase,
        from:
          by === 'words'
            ? { words: words.trim() }
            : { secretKey: file?.text ?? '', filePassphrase: filePassphrase === '' ? null : filePassphrase },
      }),
    gcTime: 0,
    onSuccess: () => {
      setTwice(emptyTwice);
      setWords('');
      setFile(null);
      setFilePassphrase('');
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['identities', archive] }),
  });
  if (data) return <ShownOnce backup={data} onClose={onClose} />;
  const isReady =
    name.trim() !== '' &&
    isUsable(twice) &&
    !isPending &&
    (by === 'words' ? words.trim() !== '' : file !== null);
  return (
    <Dialog
      title={t('importTitle')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            {t('cancel', { ns: 'common' })}
          </Button>
          <Button tone="primary" isDisabled={!isReady} onPress={() => mutate()}>
            {t('importAction')}
          </Button>
        </>
      }
    >
      <p>{t('importLead')}</p>
      <FieldText
        label={t('name')}
        hint={t('nameHint')}
        value={name}
        onChange={setName}
        isRequired
        autoFocus
        maxLength={500}
      />
      <div className="two-columns">
        <FieldText label={t('role')} hint={t('optional')} value={role} onChange={setRole} maxLength={500} />
        <FieldText
          label={t('organisation')}
          hint={t('optional')}
          value={organisation}
          onChange={setOrganisation}
          maxLength={500}
        />
      </div>
      <FieldCheck isSelected={isOffice} onChange={setOffice}>
        {t('isOffice')}
      </FieldCheck>
      <FieldCards
        label={t('importFrom')}
        value={by}
        onChange={setBy}
        choices={[
          { id: 'words', label: t('fromWords'), hint: t('fromWordsHint') },
          { id: 'file', label: t('fromFile'), hint: t('fromFileHint') },
        ]}
      />
      {by === 'words' ? (
        <FieldText label={t('wordsTyped')} value={words} onChange={setWords} lines={3} isMonospaced />
      ) : (
        <div className="stack-tight">
          <div className="row">
            <FileTrigger
              onSelect={(files) => {
                const [chosen] = files ?? [];
                if (chosen)
                  void chosen
                    .slice(0, longest)
                    .text()
                    .then((text) => setFile({ name: chosen.name, text }));
              }}
            >
              <Button>{t('chooseKeyFile')}</Button>
            </FileTrigger>
            {file && <span>{t('keyFileChosen', { name: plainText(file.name) })}</span>}
          </div>
          <FieldSecret
            label={t('filePassphrase')}
            hint={t('filePassphraseHint')}
            value={filePassphrase}
            onChange={setFilePassphrase}
            {...secrets}
          />
        </div>
      )}
      <Passphrases value={twice} onChange={setTwice} />
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
