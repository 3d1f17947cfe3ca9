import { useMutation } from '@tanstack/react-query';
import { Lock, LockKeyholeOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { useSealedChanged, useSealedState } from '../sealed/state.ts';
import { UnlockSealed } from '../sealed/unlock-sealed.tsx';

/** Whether sealed persons and sources are among those that are listed, and the way to change that. */
export function SealedLine() {
  const { t } = useTranslation('persons');
  const { t: say } = useTranslation('sealed');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const state = useSealedState();
  const changed = useSealedChanged();
  const [isUnlocking, setUnlocking] = useState(false);
  const lock = useMutation({
    mutationFn: () => host.client.sealed.lock({ archive }),
    onSettled: changed,
  });
  // Where nothing is ever sealed there is nothing to say.
  if (state === undefined || state === 'none') return null;
  return (
    <p className="persons-sealed small quiet">
      {state === 'locked' ? (
        <>
          <span>{t('sealedLine')}</span>
          <Button size="small" icon={LockKeyholeOpen} onPress={() => setUnlocking(true)}>
            {say('unlock', { ns: 'start' })}
          </Button>
        </>
      ) : (
        <>
          <span>{t('sealedOpen')}</span>
          <Button size="small" icon={Lock} isDisabled={lock.isPending} onPress={() => lock.mutate()}>
            {say('lock')}
          </Button>
        </>
      )}
      {isUnlocking && <UnlockSealed onClose={() => setUnlocking(false)} />}
    </p>
  );
}
