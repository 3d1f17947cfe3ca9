import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonErasure, PersonReport } from '../../../shared/records/person.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { ActingLine } from '../disposition/acting-line.tsx';
import { LockedSealed } from '../disposition/locked-sealed.tsx';
import { noWhy, WhyReason } from '../disposition/reason.tsx';
import { isCount } from '../disposition/type-count.tsx';
import { useChanged } from '../disposition/use-changed.ts';
import type { Chosen } from './choices.ts';

interface Props {
  readonly person: string;
  readonly also: readonly string[];
  readonly report: PersonReport;
  readonly chosen: Chosen;
  readonly onClose: () => void;
  readonly onErased: () => void;
}

type Outcome = { readonly erased: PersonErasure } | { readonly asked: true };

/** For good: what it does, why, and the number of places, typed. */
export function ErasePersonDialog({ person, also, report, chosen, onClose, onErased }: Props) {
  const { t } = useTranslation('persons');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useChanged();
  const [why, setWhy] = useState(noWhy);
  const [instead, setInstead] = useState<string>(() => t('erasure.insteadDefault'));
  const [typed, setTyped] = useState('');
  const [leavesSealed, setLeavesSealed] = useState(false);
  const isPair = report.identities === 2;
  const isLocked = report.sealed === 'locked';
  const {
    mutate,
    error,
    isPending,
    data: outcome,
  } = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      const plan = {
        ...{ person, also: [...also], reason: why.reason ?? '', instead: instead.trim() },
        ...{ choices: { ...chosen.choices }, destroy: [...chosen.destroy] },
      };
      if (isPair) {
        await host.client.people.requestErasure({ archive, plan });
        return { asked: true };
      }
      const lockedSealed = leavesSealed ? 'leave' : 'refuse';
      return {
        erased: await host.client.people.erase({ archive, plan, confirmed: Number(typed), lockedSealed }),
      };
    },
    gcTime: 0,
  });
  const end = (): void => {
    onClose();
    if (outcome && 'erased' in outcome) onErased();
    void changed(true);
  };
  if (outcome)
    return (
      <Dialog
        title={t('erasure.title')}
        isOpen
        role="alertdialog"
        onClose={end}
        actions={
          <Button tone="primary" onPress={end}>
            {t('done', { ns: 'common' })}
          </Button>
        }
      >
        {'asked' in outcome ? (
          <Notice tone="info" title={t('erasure.asked')} />
        ) : (
          <ErasedReport erased={outcome.erased} />
        )}
      </Dialog>
    );
  const keepsFiles = report.files.filter(({ item }) => !chosen.destroy.includes(item.id)).length;
  const isReady =
    why.reason !== null &&
    instead.trim() !== '' &&
    isCount(typed, report.places) &&
    (!isLocked || leavesSealed) &&
    !isPending;
  return (
    <Dialog
      title={t('erasure.title')}
      isOpen
      role="alertdialog"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="danger" isDisabled={!isReady} onPress={() => mutate()}>
            {isPair ? t('erasure.ask') : t('erasure.now')}
          </Button>
        </>
      }
    >
      <p>{t('erasure.body')}</p>
      {chosen.destroy.length > 0 && <p>{t('erasure.destroy', { count: chosen.destroy.length })}</p>}
      {keepsFiles > 0 && <p>{t('erasure.keepsFiles', { count: keepsFiles })}</p>}
      <p>{t('erasure.given')}</p>
      <p>{t('erasure.not')}</p>
      {isPair && <Notice tone="info" title={t('erasure.asksTwo')} />}
      {isLocked && <LockedSealed isLeft={leavesSealed} onChange={setLeavesSealed} />}
      <WhyReason why={why} onChange={setWhy} />
      <FieldText
        label={t('erasure.instead')}
        value={instead}
        onChange={setInstead}
        maxLength={100}
        isRequired
      />
      <TypePlaces count={report.places} typed={typed} onChange={setTyped} />
      <ActingLine />
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}

export function TypePlaces({
  count,
  typed,
  onChange,
}: {
  readonly count: number;
  readonly typed: string;
  readonly onChange: (typed: string) => void;
}) {
  const { t } = useTranslation('persons');
  const format = useFormats();
  return (
    <FieldText
      label={t('erasure.type', { count, number: format.number(count) })}
      value={typed}
      onChange={onChange}
      maxLength={9}
      error={typed.trim() !== '' && !isCount(typed, count) ? t('erasure.wrong') : null}
    />
  );
}

export function ErasedReport({ erased }: { readonly erased: PersonErasure }) {
  const { t } = useTranslation('persons');
  const { records, rewritten, destroyed, left, files, event, copies, sealedLeft } = erased;
  return (
    <>
      <Notice tone="good" title={t('erasure.done')}>
        <p>{t('erasure.doneBody', { event: String(event) })}</p>
      </Notice>
      <ul>
        <li>{t('erasure.records', { count: records })}</li>
        {rewritten > 0 && <li>{t('erasure.rewritten', { count: rewritten })}</li>}
        {destroyed.length > 0 && <li>{t('done', { ns: 'disposition', count: destroyed.length })}</li>}
        {left > 0 && <li>{t('erasure.left', { count: left })}</li>}
        {files > 0 && <li>{t('erasure.keepsFiles', { count: files })}</li>}
        {sealedLeft && <li>{t('about.locked')}</li>}
      </ul>
      {copies.length > 0 && <p>{t('copiesOut', { ns: 'disposition' })}</p>}
      <p className="small quiet">{t('erasure.not')}</p>
    </>
  );
}
