import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ItemDisposition } from '../../../shared/records/disposition.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useReasons } from './reason.tsx';
import { useChanged } from './use-changed.ts';

interface Props {
  readonly item: string;
  readonly disposition: ItemDisposition;
  /** Where all of it stands, and everything that can be done. */
  readonly onMore: () => void;
}

/** Over everything else that is said of an item: that it is not simply there, since when and why, and the way back. */
export function StateBanner({ item, disposition, onMore }: Props) {
  const { t } = useTranslation('disposition');
  const format = useFormats();
  const reasons = useReasons();
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const changed = useChanged();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (act: 'reinstate' | 'release') =>
      host.client.disposition.unhide({ archive, act, items: [item] }),
    onSettled: () => changed(false),
  });
  const { state } = disposition;
  const [hold] = disposition.holds;
  const found = disposition.states.find((other) => other.state === state);
  const since = found?.since ?? hold?.placedAt;
  const reason = found?.reason ?? hold?.reason;
  const back = state === 'withdrawn' ? 'reinstate' : state === 'quarantined' ? 'release' : null;
  return (
    <div className="state-banner">
      <Notice
        tone="caution"
        title={t(`states.${state}`)}
        actions={
          <>
            {back !== null && access === 'write' && (
              <Button size="small" isDisabled={isPending} onPress={() => mutate(back)}>
                {t(`acts.${back}`)}
              </Button>
            )}
            <Button size="small" tone="quiet" onPress={onMore}>
              {t('tab')}
            </Button>
          </>
        }
      >
        <p className="small">
          {[
            reason === undefined ? null : (reasons.get(reason) ?? reason),
            since === undefined ? null : format.moment(since),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        <p className="small">{t(`stateMeans.${state}`)}</p>
      </Notice>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
