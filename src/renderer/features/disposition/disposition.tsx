import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemStates, type ItemState } from '../../../shared/records/disposition.ts';
import type { ItemSummary } from '../../../shared/records/item.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldCards } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Section } from '../../components/page.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { Approve } from './approve.tsx';
import { DispositionTab } from './disposition-tab.tsx';
import type { Request, Status } from './types.ts';
import { PersonRequests } from './person-requests.tsx';
import './disposition.css';

/** What is out of sight, held or gone, what waits for a second person, and how many it takes. */
export function Disposition() {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data, error } = useQuery({
    queryKey: ['disposition', archive],
    queryFn: () => host.client.disposition.status({ archive }),
  });
  return (
    <Page title={t('title')} lead={t('lead')}>
      {error !== null && <ErrorNotice error={error} />}
      {data?.unfinished === true && (
        <Notice tone="caution" title={t('unfinished')}>
          <p>{t('unfinishedBody')}</p>
        </Notice>
      )}
      {data && data.requests.length > 0 && <Requests requests={data.requests} />}
      <PersonRequests />
      {itemStates.map((state) => (
        <InState key={state} state={state} />
      ))}
      {data && data.backups.length > 0 && <Holding status={data} />}
      {data && <Rule identities={data.identities} requests={data.requests} />}
    </Page>
  );
}

const pageSize = 100;

function InState({ state }: { readonly state: ItemState }) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [limit, setLimit] = useState(pageSize);
  const [looked, setLooked] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['in-state', archive, state, limit],
    queryFn: () => host.client.items.list({ archive, query: null, state, limit, offset: 0 }),
  });
  return (
    <Section
      title={t(`states.${state}`)}
      actions={data && <span className="quiet small">{t('about', { count: data.total })}</span>}
    >
      <p className="quiet small">{t(`stateMeans.${state}`)}</p>
      {error !== null && <ErrorNotice error={error} />}
      {data && data.items.length > 0 && (
        <ul className="disposition-list">
          {data.items.map((item) => (
            <Item key={item.id} item={item} onLook={() => setLooked(item.id)} />
          ))}
        </ul>
      )}
      {data && data.total > data.items.length && (
        <div>
          <Button size="small" onPress={() => setLimit(limit + pageSize)}>
            {t('showMore', { ns: 'common' })}
          </Button>
        </div>
      )}
      {looked !== null && <Looked item={looked} onClose={() => setLooked(null)} />}
    </Section>
  );
}

function Item({ item, onLook }: { readonly item: ItemSummary; readonly onLook: () => void }) {
  const { t } = useTranslation();
  const number = plainText(item.number);
  return (
    <li>
      <span className="disposition-item">
        <span className="quiet small numeric">{number}</span>
        <SafeText>{item.title}</SafeText>
      </span>
      <Button size="small" onPress={onLook} aria-label={`${t('show')} ${number}`}>
        {t('show')}
      </Button>
    </li>
  );
}

/** The same as under Evidence, where what is hidden is not to be found. */
function Looked({ item, onClose }: { readonly item: string; readonly onClose: () => void }) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data, error } = useQuery({
    queryKey: ['item', archive, item],
    queryFn: () => host.client.items.show({ archive, item }),
  });
  return (
    <Dialog title={data ? plainText(data.number) : t('tab')} isOpen onClose={onClose}>
      {error !== null && <ErrorNotice error={error} />}
      {data && (
        <>
          <h3>
            <SafeText>{data.title}</SafeText>
          </h3>
          <DispositionTab record={data} />
        </>
      )}
    </Dialog>
  );
}

function Requests({ requests }: { readonly requests: readonly Request[] }) {
  const { t } = useTranslation('disposition');
  const format = useFormats();
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const [approving, setApproving] = useState<Request | null>(null);
  const cancel = useMutation({
    mutationFn: (request: number) => host.client.disposition.cancel({ archive, request }),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Section title={t('requests')}>
      {cancel.error !== null && <ErrorNotice error={cancel.error} />}
      <ul className="disposition-list">
        {requests.map((request) => (
          <li key={request.request}>
            <span className="disposition-item">
              <strong>
                {request.action === 'destroy'
                  ? t('requestDestroy', { count: request.items.length })
                  : t('requestOne')}
              </strong>
              <span className="quiet small">
                {t('requestBy', {
                  name: plainText(request.requestedBy),
                  date: format.moment(request.requestedAt),
                })}
              </span>
              <span className="quiet small numeric">{request.items.slice(0, 20).join(' · ')}</span>
            </span>
            {access === 'write' && (
              <span className="row">
                <Button size="small" onPress={() => cancel.mutate(request.request)}>
                  {t('cancelRequest')}
                </Button>
                <Button size="small" tone="danger" onPress={() => setApproving(request)}>
                  {t('approve')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {approving && <Approve request={approving} onClose={() => setApproving(null)} />}
    </Section>
  );
}

function Holding({ status }: { readonly status: Status }) {
  const { t } = useTranslation('disposition');
  return (
    <Section title={t('backupsHolding')}>
      <p>{t('backupsHoldingBody')}</p>
      <ul>
        {status.backups.slice(0, 200).map(({ backup, name, item }) => (
          <li key={`${backup} ${item}`}>
            {t('backupHolds', { item: plainText(item), name: plainText(name ?? backup.slice(0, 8)) })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Rule({ identities, requests }: Pick<Status, 'identities' | 'requests'>) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: (wanted: 1 | 2) => host.client.disposition.require({ archive, identities: wanted }),
    onSettled: () => queries.invalidateQueries(),
  });
  const value = identities === 2 ? 'two' : 'one';
  return (
    <Section title={t('rule')}>
      <FieldCards
        label={t('rule')}
        value={value}
        onChange={(wanted) => {
          if (access === 'write' && wanted !== value) mutate(wanted === 'two' ? 2 : 1);
        }}
        choices={[
          { id: 'one', label: t('one'), hint: t('oneHint') },
          { id: 'two', label: t('two'), hint: t('twoHint') },
        ]}
      />
      {requests.some(({ action }) => action === 'one-identity') && (
        <Notice tone="info" title={t('ruleAsked')} />
      )}
      {error !== null && <ErrorNotice error={error} />}
    </Section>
  );
}
