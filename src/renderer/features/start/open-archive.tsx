import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAppError } from '../../../shared/errors/app-error.ts';
import type { Unlocking } from '../../../shared/records/keys.ts';
import { placeAnswers, type PlaceAnswer } from '../../../shared/records/replica.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldCards, FieldCheck } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useSession } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';
import { UnlockFields, unlockingOf, type UnlockDraft } from './unlock-fields.tsx';

const nameOf = (path: string): string =>
  path
    .split(/[/\\]/)
    .filter((part) => part !== '')
    .at(-1)
    ?.replace(/\.stele$/, '') ?? path;

/** Failures after which there may be a way back. */
const leadBack: ReadonlySet<string> = new Set(['archive-damaged', 'archive-is-backup', 'archive-not-found']);

/** Opens an archive: asks for its key if it has one, and for what became of its folder if it stands elsewhere. */
export function OpenDialog({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { t } = useTranslation('start');
  const { host, open } = useSession();
  const [draft, setDraft] = useState<UnlockDraft>({ by: 'passphrase', text: '' });
  const [isReading, setReading] = useState(false);
  const [asks, setAsks] = useState(false);
  const [answer, setAnswer] = useState<PlaceAnswer>('moved');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const kind = useQuery({
    queryKey: ['encrypted', path],
    queryFn: () => host.client.archives.isEncrypted({ path }),
    staleTime: 0,
  });
  const unlock: Unlocking | null = kind.data === true ? unlockingOf(draft) : null;

  const tryOpen = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await open({ path, access: isReading ? 'read' : 'write', unlock, as: asks ? answer : null });
      onClose();
      go('evidence');
    } catch (failure) {
      if (isAppError(failure) && failure.code === 'archive-elsewhere') setAsks(true);
      else setError(failure);
    } finally {
      setBusy(false);
    }
  };

  const problem: unknown = kind.error ?? error;
  return (
    <Dialog
      title={t(kind.data === true ? 'unlockTitle' : 'openTitle', { name: plainText(nameOf(path)) })}
      size="small"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button
            tone="primary"
            isDisabled={isBusy || kind.data === undefined || (kind.data && unlock === null)}
            onPress={() => void tryOpen()}
          >
            {t(asks ? 'asAction' : kind.data === true ? 'unlock' : 'openIt')}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && (kind.data === false || unlock !== null)) void tryOpen();
        }}
      >
        {kind.data === true && !asks && <UnlockFields draft={draft} onChange={setDraft} />}
        {asks && (
          <>
            <h3>{t('asTitle')}</h3>
            <p>{t('asLead')}</p>
            <FieldCards
              label={t('asTitle')}
              value={answer}
              onChange={setAnswer}
              choices={placeAnswers.map((id) => ({ id, label: t(`as.${id}`), hint: t(`as.${id}Hint`) }))}
            />
          </>
        )}
        <FieldCheck isSelected={isReading} onChange={setReading}>
          {t('readOnly')}
        </FieldCheck>
        {isBusy && kind.data === true && <p className="quiet small">{t('unlocking')}</p>}
        {problem !== null && (
          <ErrorNotice
            error={problem}
            actions={
              isAppError(problem) && leadBack.has(problem.code) ? (
                <a href="#/bring-back" onClick={onClose}>
                  {t('bringBack')}
                </a>
              ) : undefined
            }
          />
        )}
      </form>
    </Dialog>
  );
}
