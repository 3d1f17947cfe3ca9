import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { useSealedState } from '../sealed/state.ts';
import { ActingLine } from './acting-line.tsx';
import { Doomed } from './doomed.tsx';
import { DestroyedReport } from './destroyed.tsx';
import { LockedSealed } from './locked-sealed.tsx';
import { LoneSearches } from './lone-searches.tsx';
import { useReasons } from './reason.tsx';
import { isCount, TypeCount } from './type-count.tsx';
import type { Request } from './types.ts';
import { useChanged } from './use-changed.ts';

/** The second of two people. */
export function Approve({ request, onClose }: { readonly request: Request; readonly onClose: () => void }) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useChanged();
  // The request, and with it this dialog, would be gone before its result was read.
  const end = (): void => {
    onClose();
    void changed(true);
  };
  const reasons = useReasons();
  const [typed, setTyped] = useState('');
  const [leavesSealed, setLeavesSealed] = useState(false);
  const [removesSearches, setRemovesSearches] = useState(true);
  const sealed = useSealedState();
  const destroys = request.action === 'destroy';
  const count = request.items.length;
  const preview = useQuery({
    queryKey: ['destruction', archive, request.items],
    enabled: destroys,
    queryFn: () => host.client.disposition.preview({ archive, items: [...request.items] }),
    staleTime: 0,
    gcTime: 0,
  });
  const { mutate, error, isPending, data } = useMutation({
    mutationFn: () =>
      host.client.disposition.approve({
        archive,
        request: request.request,
        confirmed: destroys ? Number(typed) : 0,
        lockedSealed: leavesSealed ? 'leave' : 'refuse',
        removesSearches,
      }),
    onSuccess: () => {
      if (!destroys) end();
    },
    onError: () => changed(false),
  });
  const isReady =
    !isPending &&
    (!destroys ||
      (preview.data !== undefined && isCount(typed, count) && (sealed !== 'locked' || leavesSealed)));
  return (
    <Dialog
      title={t('approveTitle')}
      isOpen
      onClose={data ? end : onClose}
      role="alertdialog"
      actions={
        data ? (
          <Button tone="primary" onPress={end}>
            {t('done', { ns: 'common' })}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
            <Button tone="danger" isDisabled={!isReady} onPress={() => mutate()}>
              {destroys ? t('destroyNow') : t('approve')}
            </Button>
          </>
        )
      }
    >
      {data ? (
        <DestroyedReport result={data} />
      ) : (
        <>
          <p>
            <strong>{destroys ? t('requestDestroy', { count }) : t('requestOne')}</strong>
            {request.reason !== null && ` · ${reasons.get(request.reason) ?? request.reason}`}
          </p>
          <p>{t('approveBody')}</p>
          {destroys && (
            <>
              <p>{t('destroyWhat')}</p>
              <p>{t('step2Body')}</p>
              <Doomed items={request.items} />
              <LoneSearches
                names={(preview.data?.searches ?? []).map(({ name }) => name)}
                isRemoved={removesSearches}
                onChange={setRemovesSearches}
              />
              {preview.error !== null && <ErrorNotice error={preview.error} />}
              {sealed === 'locked' && <LockedSealed isLeft={leavesSealed} onChange={setLeavesSealed} />}
              <TypeCount count={count} typed={typed} onChange={setTyped} />
            </>
          )}
          <ActingLine />
          {error !== null && <ErrorNotice error={error} />}
        </>
      )}
    </Dialog>
  );
}
