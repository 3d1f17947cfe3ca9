import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FieldCheck } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { UnlockSealed } from '../sealed/unlock-sealed.tsx';

interface Props {
  readonly isLeft: boolean;
  readonly onChange: (isLeft: boolean) => void;
}

/** While sealed texts are locked nobody can tell what they are about: they are unlocked first, or knowingly left. */
export function LockedSealed({ isLeft, onChange }: Props) {
  const { t } = useTranslation('disposition');
  const [isUnlocking, setUnlocking] = useState(false);
  return (
    <Notice
      tone="caution"
      title={t('sealedLocked')}
      actions={
        <Button size="small" onPress={() => setUnlocking(true)}>
          {t('unlock', { ns: 'sealed' })}
        </Button>
      }
    >
      <p>{t('sealedLockedBody')}</p>
      <FieldCheck isSelected={isLeft} onChange={onChange}>
        {t('sealedLeave')}
      </FieldCheck>
      {isUnlocking && <UnlockSealed onClose={() => setUnlocking(false)} />}
    </Notice>
  );
}
