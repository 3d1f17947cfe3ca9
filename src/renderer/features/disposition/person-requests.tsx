import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { ErasedReport, TypePlaces } from '../persons/erase-person-dialog.tsx';
import { Report } from '../persons/person-report.tsx';
import { noChoices } from '../persons/choices.ts';
import { useSealedState } from '../sealed/state.ts';
import { ActingLine } from './acting-line.tsx';
import { LockedSealed } from './locked-sealed.tsx';
import { useReasons } from './reason.tsx';
import { isCount } from './type-count.tsx';
import { useChanged } from './use-changed.ts';

type Requests = Awaited<
  ReturnType<ReturnType<typeof useSession>['host']['client']['people']['erasureRequests']>
>;
type Request = Requests[number];

/** Erasures of a person that somebody asked for, and another one approves. */
export function PersonRequests() {
  const { t } = useTranslation('disposition');
  const { t: say } = useTranslation('persons');
  const format = useFormats();
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const sealed = useSealedState();
  const [approving, setApproving] = useState<Request | null>(null);
  const { data } = useQuery({
    queryKey: ['person', archive, 'requests', sealed],
    queryFn: () => host.client.people.erasureRequests({ archive }),
    gcTime: 0,
  });
  const cancel = useMutation({
    mutationFn: (request: number) => host.client.people.cancelErasure({ archive, request }),
    onSettled: () => queries.invalidateQueries(),
  });
  if (!data || data.length === 0) return null;
  return (
    <Section title={t('requests')}>
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
      <ul className="disposition-list">
        {data.map((request) => (
          <li key={request.request}>
            <span className="disposition-item">
              <strong>{request.plan ? say('erasure.waits') : say('erasure.waitsSealed')}</strong>
              <span className="quiet small">
                {t('requestBy', {
                  name: plainText(request.requestedBy),
                  date: format.moment(request.requestedAt),
                })}
              </span>
            </span>
            {access === 'write' && (
              <span className="row">
                <Button size="small" onPress={() => cancel.mutate(request.request)}>
                  {t('cancelRequest')}
                </Button>
                <Button
                  size="small"
                  tone="danger"
                  isDisabled={request.plan === null}
                  onPress={() => setApproving(request)}
                >
                  {t('approve')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {approving?.plan && <Approve request={approving} onClose={() => setApproving(null)} />}
    </Section>
  );
}

/** The second of two people sees what the first one saw. */
function Approve({ request, onClose }: { readonly request: Request; readonly onClose: () => void }) {
  const { t } = useTranslation('disposition');
  const { t: say, i18n } = useTranslation('persons');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useChanged();
  const reasons = useReasons();
  const [typed, setTyped] = useState('');
  const [leavesSealed, setLeavesSealed] = useState(false);
  const { plan } = request;
  const report = useQuery({
    queryKey: ['person', archive, 'about', request.request, i18n.language],
    queryFn: () =>
      host.client.people.about({
        ...{ archive, person: plan?.person ?? '', also: [...(plan?.also ?? [])] },
        language: i18n.language,
      }),
    gcTime: 0,
    retry: false,
  });
  const { mutate, error, isPending, data } = useMutation({
    mutationFn: () =>
      host.client.people.approveErasure({
        ...{ archive, request: request.request, confirmed: Number(typed) },
        lockedSealed: leavesSealed ? 'leave' : 'refuse',
      }),
    gcTime: 0,
  });
  const end = (): void => {
    onClose();
    void changed(true);
  };
  const isLocked = report.data?.sealed === 'locked';
  const places = report.data?.places ?? -1;
  return (
    <Dialog
      title={say('erasure.approveTitle')}
      size="large"
      isOpen
      role="alertdialog"
      onClose={data ? end : onClose}
      actions={
        data ? (
          <Button tone="primary" onPress={end}>
            {t('done', { ns: 'common' })}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
            <Button
              tone="danger"
              isDisabled={isPending || !isCount(typed, places) || (isLocked && !leavesSealed)}
              onPress={() => mutate()}
            >
              {say('erasure.now')}
            </Button>
          </>
        )
      }
    >
      {data ? (
        <ErasedReport erased={data} />
      ) : (
        <>
          <p>{t('approveBody')}</p>
          {plan && <p>{reasons.get(plan.reason) ?? plan.reason}</p>}
          {report.error !== null && <ErrorNotice error={report.error} />}
          {report.data && plan && (
            <>
              <Report
                report={report.data}
                chosen={{ ...noChoices, choices: plan.choices, destroy: plan.destroy }}
                onChoose={null}
              />
              <p>{say('erasure.not')}</p>
              {isLocked && <LockedSealed isLeft={leavesSealed} onChange={setLeavesSealed} />}
              <TypePlaces count={places} typed={typed} onChange={setTyped} />
            </>
          )}
          <ActingLine />
          {error !== null && <ErrorNotice error={error} />}
        </>
      )}
    </Dialog>
  );
}
