import { LockKeyholeOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { isKeptSealed } from '../../../shared/catalogue/kept-sealed.ts';
import { leaveRecord, useOpened } from '../../shell/route.ts';
import { useRecord } from '../records/use-records.ts';
import { LockSealed } from '../sealed/lock-sealed.tsx';
import { useSealedState } from '../sealed/state.ts';
import { UnlockSealed } from '../sealed/unlock-sealed.tsx';

/** Whether sealed persons and sources are among those that are listed, and the way to change that. */
export function SealedLine() {
  const { t } = useTranslation('persons');
  const state = useSealedState();
  const { data: record } = useRecord(useOpened());
  const { confidentiality: level }: Readonly<Record<string, unknown>> = record?.content ?? {};
  const isSealedOpened =
    record !== undefined && typeof level === 'string' && isKeptSealed(record.kind, level);
  const [isUnlocking, setUnlocking] = useState(false);
  // Where nothing is ever sealed there is nothing to say.
  if (state === undefined || state === 'none') return null;
  return (
    <p className="persons-sealed small quiet">
      {state === 'locked' ? (
        <>
          <span>{t('sealedLine')}</span>
          <Button size="small" icon={LockKeyholeOpen} onPress={() => setUnlocking(true)}>
            {t('unlock', { ns: 'start' })}
          </Button>
        </>
      ) : (
        <>
          <span>{t('sealedOpen')}</span>
          <LockSealed
            onLock={() => {
              // It is there no more, and neither is its name to stay in the address.
              if (isSealedOpened) leaveRecord();
            }}
          />
        </>
      )}
      {isUnlocking && <UnlockSealed onClose={() => setUnlocking(false)} />}
    </p>
  );
}
