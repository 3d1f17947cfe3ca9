import { useMutation } from '@tanstack/react-query';
import { Lock, LockKeyholeOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { isKeptSealed } from '../../../shared/catalogue/kept-sealed.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { leaveRecord, useOpened } from '../../shell/route.ts';
import { useRecord } from '../records/use-records.ts';
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
  const { data: record } = useRecord(useOpened());
  const { confidentiality: level }: Readonly<Record<string, unknown>> = record?.content ?? {};
  const isSealedOpened =
    record !== undefined && typeof level === 'string' && isKeptSealed(record.kind, level);
  const [isUnlocking, setUnlocking] = useState(false);
  const lock = useMutation({
    mutationFn: () => host.client.sealed.lock({ archive }),
    onMutate: () => {
      // It is there no more, and neither is its name to stay in the address.
      if (isSealedOpened) leaveRecord();
    },
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
