import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, UserPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { IdentityRecord } from '../../../shared/records/identity.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty, Page, Section } from '../../components/page.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { EraseDialog } from '../disposition/erase-dialog.tsx';
import { CreatePerson } from './create-person.tsx';
import { ExportPerson } from './export-person.tsx';
import { ImportPerson } from './import-person.tsx';
import { KeySlots } from './key-slots.tsx';
import { RetirePerson } from './retire-person.tsx';
import { UnlockPerson } from './unlock-person.tsx';
import '../disposition/disposition.css';
import './people.css';

/** Who acts in this archive, and what opens it. */
export function People() {
  const { t } = useTranslation('people');
  const { isEncrypted } = useArchive();
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Persons />
      {isEncrypted && <KeySlots />}
    </Page>
  );
}

function Persons() {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle, access } = useArchive();
  const queries = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [importing, setImporting] = useState(false);
  const [unlocking, setUnlocking] = useState<string | null>(null);
  const [more, setMore] = useState<More | null>(null);
  const { data, error } = useQuery({
    queryKey: ['identities', handle],
    queryFn: () => host.client.identities.list({ archive: handle }),
  });
  const act = useMutation({
    mutationFn: (work: () => Promise<void>) => work(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['identities', handle] }),
  });
  const choose = (name: string | null): void =>
    act.mutate(() => host.client.identities.choose({ archive: handle, name }));
  const lock = (): void => act.mutate(() => host.client.identities.lock({ archive: handle }));
  const failure = error ?? act.error;
  return (
    <Section
      title={t('people')}
      actions={
        access === 'write' && (
          <div className="row">
            <Button onPress={() => setImporting(true)}>{t('import')}</Button>
            <Button icon={UserPlus} tone="primary" onPress={() => setCreating(true)}>
              {t('create')}
            </Button>
          </div>
        )
      }
    >
      {failure !== null && <ErrorNotice error={failure} />}
      {data?.length === 0 && (
        <Empty icon={Users} title={t('nobody')}>
          <p>{t('nobodyBody')}</p>
        </Empty>
      )}
      <ul className="persons">
        {data?.map((person) => (
          <Person
            key={person.id}
            person={person}
            isBusy={act.isPending}
            onUnlock={() => setUnlocking(person.name)}
            onChoose={() => choose(person.name)}
            onNobody={() => choose(null)}
            onLock={lock}
            onMore={(asked) => setMore({ asked, person })}
          />
        ))}
      </ul>
      {creating && <CreatePerson onClose={() => setCreating(false)} />}
      {importing && <ImportPerson onClose={() => setImporting(false)} />}
      {more?.asked === 'export' && <ExportPerson name={more.person.name} onClose={() => setMore(null)} />}
      {more?.asked === 'retire' && (
        <RetirePerson
          person={more.person}
          offices={data?.filter(({ isOffice, retiredAt }) => isOffice && retiredAt === null) ?? []}
          onClose={() => setMore(null)}
        />
      )}
      {more?.asked === 'erase' && (
        <EraseDialog erasing={{ of: 'identity', name: more.person.name }} onClose={() => setMore(null)} />
      )}
      {unlocking !== null && <UnlockPerson name={unlocking} onClose={() => setUnlocking(null)} />}
    </Section>
  );
}

type Asked = 'export' | 'retire' | 'erase';

interface More {
  readonly asked: Asked;
  readonly person: IdentityRecord;
}

interface PersonProps {
  readonly person: IdentityRecord;
  readonly isBusy: boolean;
  readonly onUnlock: () => void;
  readonly onChoose: () => void;
  readonly onNobody: () => void;
  readonly onLock: () => void;
  readonly onMore: (asked: Asked) => void;
}

function Person({ person, isBusy, onUnlock, onChoose, onNobody, onLock, onMore }: PersonProps) {
  const { t } = useTranslation('people');
  const { access } = useArchive();
  const format = useFormats();
  const { standing, retiredAt } = person;
  const isErased = person.erasedBy !== undefined;
  const name = isErased ? t('erased') : plainText(person.name);
  return (
    <li className="person" aria-label={name}>
      <div className="person-who">
        <p className="row">
          <strong>{isErased ? t('erased') : <SafeText>{person.name}</SafeText>}</strong>
          {standing !== null && (
            <span className={standing === 'unlocked' ? 'acting-mark acting-proved' : 'acting-mark'}>
              {t(standing, { ns: 'shell' })}
            </span>
          )}
          {person.isOffice && <span className="acting-mark">{t('office')}</span>}
          {retiredAt !== null && (
            <span className="acting-mark">{t('retired', { date: format.day(retiredAt) })}</span>
          )}
        </p>
        {(person.role !== null || person.organisation !== null) && (
          <p className="quiet small">
            {[person.role, person.organisation]
              .filter((part) => part !== null)
              .map((part, index) => (
                <span key={index}>
                  {index > 0 && ', '}
                  <SafeText>{part}</SafeText>
                </span>
              ))}
          </p>
        )}
        <p className="quiet small">
          {person.keyId === null ? (
            t('noKey')
          ) : (
            <>
              {t('keyId')} <code>{person.keyId}</code>
            </>
          )}
          {person.compromisedSince !== null &&
            ` · ${t('compromised', { date: format.day(`${person.compromisedSince}T12:00:00`) })}`}
        </p>
        {person.publicKey !== null && (
          <details>
            <summary className="small">{t('publicKey')}</summary>
            <code className="person-key">{person.publicKey}</code>
          </details>
        )}
      </div>
      {retiredAt === null && !isErased && (
        <div className="row">
          {person.publicKey !== null && standing !== 'unlocked' && (
            <Button
              size="small"
              onPress={onUnlock}
              isDisabled={isBusy}
              aria-label={t('unlockName', { name })}
            >
              {t('unlock')}
            </Button>
          )}
          {standing === null && (
            <Button
              size="small"
              onPress={onChoose}
              isDisabled={isBusy}
              aria-label={t('chooseName', { name })}
            >
              {t('choosePerson')}
            </Button>
          )}
          {standing === 'unlocked' && (
            <Button size="small" onPress={onLock} isDisabled={isBusy} aria-label={t('lockName', { name })}>
              {t('lock')}
            </Button>
          )}
          {standing === 'claimed' && (
            <Button size="small" onPress={onNobody} isDisabled={isBusy}>
              {t('chooseNobody')}
            </Button>
          )}
          <MoreOf person={person} name={name} canWrite={access === 'write'} onMore={onMore} />
        </div>
      )}
      {retiredAt !== null && !isErased && (
        <MoreOf person={person} name={name} canWrite={access === 'write'} onMore={onMore} />
      )}
    </li>
  );
}

interface MoreProps {
  readonly person: IdentityRecord;
  /** For screen readers. */
  readonly name: string;
  readonly canWrite: boolean;
  readonly onMore: (asked: Asked) => void;
}

/** What is seldom done, and not by accident. */
function MoreOf({ person, name, canWrite, onMore }: MoreProps) {
  const { t } = useTranslation('people');
  const hasKey = person.publicKey !== null;
  return (
    <MenuTrigger>
      <IconButton icon={Ellipsis} label={t('more', { name })} />
      <Popover className="menu-popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t('more', { name })}
          onAction={(key) => {
            if (key === 'export' || key === 'retire' || key === 'erase') onMore(key);
          }}
        >
          {hasKey && (
            <MenuItem id="export" className="menu-item">
              {t('exportKey')}
            </MenuItem>
          )}
          {hasKey && canWrite && person.retiredAt === null && (
            <MenuItem id="retire" className="menu-item">
              {t('retire')}
            </MenuItem>
          )}
          {canWrite && (
            <MenuItem id="erase" className="menu-item">
              {t('eraseName', { ns: 'disposition' })}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
