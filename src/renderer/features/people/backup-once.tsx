import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdentityBackup } from '../../../shared/records/identity.ts';
import { Button } from '../../components/button.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldCheck } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { saveText, type SaveOutcome } from '../../host/save-text.ts';

interface Props {
  readonly backup: IdentityBackup;
  readonly onClose: () => void;
}

/** What is shown of a key, until somebody says that it is kept. */
export function ShownOnce({ backup, onClose }: Props) {
  const { t } = useTranslation('people');
  const [isKept, setKept] = useState(false);
  // Whoever ticked the box before a file failed has not kept that file.
  const hear = (outcome: SaveOutcome): void => {
    if (outcome === 'cancelled' || outcome === 'failed') setKept(false);
  };
  return (
    <Dialog
      title={t('backupTitle')}
      isOpen
      // Only the button closes it: what stands here is shown once.
      onClose={() => {
        if (isKept) onClose();
      }}
      role="alertdialog"
      actions={
        <Button tone="primary" isDisabled={!isKept} onPress={onClose}>
          {t('done', { ns: 'common' })}
        </Button>
      }
    >
      <BackupOnce backup={backup} onOutcome={hear} />
      <FieldCheck isSelected={isKept} onChange={setKept}>
        {t('kept')}
      </FieldCheck>
    </Dialog>
  );
}

/** Words for paper, a key file for a drawer, and the note that retires the key. */
function BackupOnce({
  backup,
  onOutcome,
}: {
  readonly backup: IdentityBackup;
  readonly onOutcome: (outcome: SaveOutcome) => void;
}) {
  const { t } = useTranslation('people');
  const { identity, words, secretKey, retirement } = backup;
  const name = identity.keyId ?? 'identity';
  return (
    <>
      <Notice tone="caution" title={t('once')}>
        <p>{t('onceBody')}</p>
      </Notice>
      <ol className="words" aria-label={t('words')}>
        {words.split(' ').map((word, index) => (
          <li key={index}>
            <span aria-hidden>{index + 1}</span>
            {word}
          </li>
        ))}
      </ol>
      <div className="person-files">
        <SaveButton save={() => saveText(`${name}.key`, secretKey)} onOutcome={onOutcome}>
          {t('saveKey')}
        </SaveButton>
        <p className="quiet small">{t('saveKeyHint')}</p>
        <SaveButton save={() => saveText(`${name}-retirement.txt`, retirement)} onOutcome={onOutcome}>
          {t('saveRetirement')}
        </SaveButton>
        <p className="quiet small">{t('saveRetirementHint')}</p>
      </div>
    </>
  );
}
