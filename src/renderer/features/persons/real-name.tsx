import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Eraser, Eye, EyeOff, LockKeyholeOpen, PenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { noWhy, WhyReason } from '../disposition/reason.tsx';
import { useSealedState } from '../sealed/state.ts';
import { UnlockSealed } from '../sealed/unlock-sealed.tsx';

interface Props {
  readonly of: RecordView;
  readonly isPseudonymous: boolean;
}

/** Who somebody is that goes by a pseudonym: in a sealed record of its own, seen when it is asked for. */
export function RealName({ of, isPseudonymous }: Props) {
  const { t } = useTranslation('persons');
  const { isEncrypted } = useArchive();
  const state = useSealedState();
  const [isUnlocking, setUnlocking] = useState(false);
  if (!isPseudonymous || !isEncrypted || state === undefined) return null;
  return (
    <section className="persons-real-name" aria-label={t('realName.title')}>
      <h3>{t('realName.title')}</h3>
      {state === 'none' && <p className="small quiet">{t('sealedNone')}</p>}
      {state === 'locked' && (
        <>
          <p className="small quiet">{t('realName.locked')}</p>
          <Button size="small" icon={LockKeyholeOpen} onPress={() => setUnlocking(true)}>
            {t('unlock', { ns: 'start' })}
          </Button>
        </>
      )}
      {state === 'unlocked' && <Unlocked id={of.id} />}
      {isUnlocking && <UnlockSealed onClose={() => setUnlocking(false)} />}
    </section>
  );
}

function Unlocked({ id }: { readonly id: string }) {
  const { t } = useTranslation('persons');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const [isShown, setShown] = useState(false);
  const [asked, setAsked] = useState<'set' | 'erase' | null>(null);
  const [typed, setTyped] = useState('');
  const [why, setWhy] = useState(noWhy);
  const { data, error } = useQuery({
    queryKey: ['sealed', archive, 'real-name', id],
    queryFn: async () => ({ name: await host.client.people.realName({ archive, person: id }) }),
    gcTime: 0,
  });
  const close = (): void => {
    setAsked(null);
    setTyped('');
  };
  const done = async (): Promise<void> => {
    close();
    await queries.invalidateQueries({ queryKey: ['sealed', archive] });
  };
  const keep = useMutation({
    mutationFn: () => host.client.people.setRealName({ archive, person: id, name: typed }),
    gcTime: 0,
    onSuccess: done,
  });
  const erase = useMutation({
    mutationFn: () => host.client.people.eraseRealName({ archive, person: id, reason: why.reason }),
    onSuccess: done,
  });
  if (error !== null) return <ErrorNotice error={error} />;
  if (!data) return null;
  const isKept = data.name !== null;
  return (
    <>
      <p>{isKept ? isShown ? <SafeText>{data.name ?? ''}</SafeText> : '••••••••' : t('realName.none')}</p>
      <div className="row">
        {isKept && (
          <Button size="small" icon={isShown ? EyeOff : Eye} onPress={() => setShown(!isShown)}>
            {t(isShown ? 'realName.hide' : 'realName.show')}
          </Button>
        )}
        {access === 'write' && (
          <Button size="small" icon={PenLine} onPress={() => setAsked('set')}>
            {t(isKept ? 'realName.change' : 'realName.set')}
          </Button>
        )}
        {access === 'write' && isKept && (
          <Button size="small" icon={Eraser} onPress={() => setAsked('erase')}>
            {t('realName.erase')}
          </Button>
        )}
      </div>
      <Dialog
        title={t('realName.title')}
        size="small"
        isOpen={asked === 'set'}
        onClose={close}
        actions={
          <>
            <Button onPress={close}>{t('cancel', { ns: 'common' })}</Button>
            <Button
              tone="primary"
              isDisabled={typed.trim() === '' || keep.isPending}
              onPress={() => keep.mutate()}
            >
              {t('realName.keep')}
            </Button>
          </>
        }
      >
        <FieldText
          label={t('realName.name')}
          hint={t('realName.hint')}
          value={typed}
          onChange={setTyped}
          maxLength={500}
          autoFocus
        />
        {keep.error !== null && <ErrorNotice error={keep.error} />}
      </Dialog>
      <ConfirmDialog
        title={t('realName.eraseTitle')}
        size="small"
        isOpen={asked === 'erase'}
        action={t('realName.erase')}
        tone="danger"
        isDisabled={erase.isPending}
        onClose={close}
        onConfirm={() => erase.mutate()}
      >
        <p>{t('realName.eraseBody')}</p>
        <WhyReason why={why} onChange={setWhy} />
        {erase.error !== null && <ErrorNotice error={erase.error} />}
      </ConfirmDialog>
    </>
  );
}
