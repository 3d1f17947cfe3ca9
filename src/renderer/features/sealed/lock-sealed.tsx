import { useMutation } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { countUnsavedSealed, forgetSealedDrafts } from '../records/unsaved.ts';
import { useSealedChanged } from './state.ts';

/** Locks what is sealed, and what is being written of it goes with it: that is asked first. `onLock`: before anything of it is gone. */
export function LockSealed({ onLock }: { readonly onLock?: () => void }) {
  const { t } = useTranslation('shell');
  const { t: say } = useTranslation('sealed');
  const { host, kept } = useSession();
  const { handle: archive } = useArchive();
  const changed = useSealedChanged();
  const [asked, setAsked] = useState<number | null>(null);
  const lock = useMutation({
    mutationFn: () => host.client.sealed.lock({ archive }),
    onMutate: () => {
      setAsked(null);
      onLock?.();
      forgetSealedDrafts(kept);
    },
    onSettled: changed,
  });
  const press = (): void => {
    const unsaved = countUnsavedSealed(kept);
    if (unsaved > 0) setAsked(unsaved);
    else lock.mutate();
  };
  return (
    <>
      <Button size="small" icon={Lock} isDisabled={lock.isPending} onPress={press}>
        {say('lock')}
      </Button>
      {lock.error !== null && <ErrorNotice error={lock.error} />}
      <ConfirmDialog
        title={t('unsavedTitle', { count: asked ?? 1 })}
        size="small"
        isOpen={asked !== null}
        action={t('unsavedLock')}
        cancel={t('unsavedBack')}
        tone="danger"
        onClose={() => setAsked(null)}
        onConfirm={() => lock.mutate()}
      >
        <p>{t('unsavedBody')}</p>
      </ConfirmDialog>
    </>
  );
}
