import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useSealedState } from '../sealed/state.ts';
import { ActingLine } from './acting-line.tsx';
import { Doomed } from './doomed.tsx';
import { DestroyedReport } from './destroyed.tsx';
import { LockedSealed } from './locked-sealed.tsx';
import { LoneSearches } from './lone-searches.tsx';
import { noteOf, noWhy, WhyFields } from './reason.tsx';
import { isCount, TypeCount } from './type-count.tsx';
import type { Destroyed } from './types.ts';
import { useChanged } from './use-changed.ts';

interface Props {
  /** Ids or numbers. */
  readonly items: readonly string[];
  readonly onClose: () => void;
}

type Outcome = { readonly destroyed: Destroyed } | { readonly asked: true };

/** For good: first what it does, and why; then the number of items, typed; then what came of it. */
export function DestroyDialog({ items, onClose }: Props) {
  const { t } = useTranslation('disposition');
  const format = useFormats();
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useChanged();
  const [why, setWhy] = useState(noWhy);
  const [isLast, setLast] = useState(false);
  const [typed, setTyped] = useState('');
  const [leavesSealed, setLeavesSealed] = useState(false);
  const [removesSearches, setRemovesSearches] = useState(true);
  const sealed = useSealedState();
  const preview = useQuery({
    queryKey: ['destruction', archive, items],
    queryFn: () => host.client.disposition.preview({ archive, items: [...items] }),
    staleTime: 0,
    gcTime: 0,
  });
  const {
    mutate,
    error,
    isPending,
    data: outcome,
  } = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      const asked = { archive, items: [...items], reason: why.reason ?? '', note: noteOf(why) };
      if (preview.data?.identities === 2) {
        await host.client.disposition.request(asked);
        return { asked: true };
      }
      return {
        destroyed: await host.client.disposition.destroy({
          ...asked,
          confirmed: Number(typed),
          lockedSealed: leavesSealed ? 'leave' : 'refuse',
          removesSearches,
        }),
      };
    },
    onError: () => changed(false),
  });
  const going = preview.data?.items ?? [];
  const isPair = preview.data?.identities === 2;
  const isHeld = (preview.data?.held.length ?? 0) > 0;
  const asksSealed = sealed === 'locked' && !isPair;
  const mayGoOn =
    why.reason !== null &&
    going.length > 0 &&
    !isHeld &&
    (!asksSealed || leavesSealed) &&
    sealed !== undefined;
  const numbers = (list: readonly string[]): string => format.list(list.slice(0, 20).map(plainText));

  // Lists are made anew once this was read: what stands beside it would go with them.
  const end = (): void => {
    onClose();
    void changed(true);
  };

  if (outcome)
    return (
      <Dialog
        title={t('destroyTitle')}
        isOpen
        onClose={end}
        role="alertdialog"
        actions={
          <Button tone="primary" onPress={end}>
            {t('done', { ns: 'common' })}
          </Button>
        }
      >
        {'asked' in outcome ? (
          <Notice tone="info" title={t('asked')} />
        ) : (
          <DestroyedReport result={outcome.destroyed} />
        )}
      </Dialog>
    );
  if (isLast)
    return (
      <Dialog
        title={t('step2Title')}
        isOpen
        onClose={onClose}
        role="alertdialog"
        actions={
          <>
            <Button onPress={() => setLast(false)} isDisabled={isPending}>
              {t('back', { ns: 'common' })}
            </Button>
            <Button
              tone="danger"
              isDisabled={isPending || !isCount(typed, going.length)}
              onPress={() => mutate()}
            >
              {isPair ? t('askNow') : t('destroyNow')}
            </Button>
          </>
        }
      >
        <p>{t('step2Body')}</p>
        <Doomed items={going} />
        <TypeCount count={going.length} typed={typed} onChange={setTyped} />
        <ActingLine />
        {error !== null && <ErrorNotice error={error} />}
      </Dialog>
    );
  return (
    <Dialog
      title={t('destroyTitle')}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="danger" isDisabled={!mayGoOn} onPress={() => setLast(true)}>
            {t('toStep2')}
          </Button>
        </>
      }
    >
      <p>{t('destroyWhat')}</p>
      <p>{t('destroyNot')}</p>
      {preview.error !== null && <ErrorNotice error={preview.error} />}
      {preview.data && (
        <>
          <p>
            <strong>
              {going.length === 0
                ? t('nothingLeft')
                : t('wouldDestroy', {
                    count: going.length,
                    files: format.number(preview.data.files),
                    bytes: format.bytes(preview.data.bytes),
                  })}
            </strong>{' '}
            {preview.data.already.length > 0 && t('already', { count: preview.data.already.length })}
          </p>
          {isHeld && (
            <Notice tone="bad" title={t('heldTitle')}>
              <p>{t('heldBody', { numbers: numbers(preview.data.held) })}</p>
            </Notice>
          )}
          {!isPair && (
            <LoneSearches
              names={preview.data.searches.map(({ name }) => name)}
              isRemoved={removesSearches}
              onChange={setRemovesSearches}
            />
          )}
          {isPair && <Notice tone="info" title={t('asksTwo')} />}
        </>
      )}
      {asksSealed && <LockedSealed isLeft={leavesSealed} onChange={setLeavesSealed} />}
      <WhyFields why={why} onChange={setWhy} />
    </Dialog>
  );
}
