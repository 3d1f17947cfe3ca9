import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LockKeyhole, LockKeyholeOpen, Stamp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SealedRecord } from '../../../shared/records/sealed.ts';
import { Button } from '../../components/button.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { sealed as english } from '../../i18n/en/sealed.ts';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { LockSealed } from './lock-sealed.tsx';
import { useSealedState } from './state.ts';
import { SetUpSealed } from './set-up.tsx';
import { UnlockSealed } from './unlock-sealed.tsx';
import './sealed.css';

const offered = ['source-name', 'residence', 'contact', 'note'] as const;
type Field = (typeof offered)[number];

const isKnown = (field: string): field is Field => Object.hasOwn(english.fields, field);

/**
 * What only a second passphrase shows. Locked, it looks the same whatever there is: not even a number of texts may tell
 * somebody who made a person open the archive that there is more.
 */
export function SealedTab({ item }: { readonly item: string | null }) {
  const { t } = useTranslation('sealed');
  const { access, isEncrypted } = useArchive();
  const state = useSealedState();
  const [asked, setAsked] = useState<'set-up' | 'unlock' | null>(null);
  const close = (): void => setAsked(null);
  return (
    <div className="stack">
      {state === 'none' && !isEncrypted && (
        <>
          <h3>{t('plain')}</h3>
          <p className="quiet">{t('plainBody')}</p>
        </>
      )}
      {state === 'none' && isEncrypted && (
        <>
          <h3>{t('none')}</h3>
          <p>{t('lead')}</p>
          <p className="quiet small">{t('noneBody')}</p>
          {access === 'write' && (
            <div>
              <Button icon={LockKeyhole} onPress={() => setAsked('set-up')}>
                {t('setUp')}
              </Button>
            </div>
          )}
        </>
      )}
      {state === 'locked' && (
        <>
          <h3>{t('locked')}</h3>
          <p className="quiet">{t('lockedBody')}</p>
          <div>
            <Button icon={LockKeyholeOpen} onPress={() => setAsked('unlock')}>
              {t('unlock')}
            </Button>
          </div>
        </>
      )}
      {state === 'unlocked' && <Unlocked item={item} />}
      {asked === 'set-up' && <SetUpSealed onClose={close} />}
      {asked === 'unlock' && <UnlockSealed onClose={close} />}
    </div>
  );
}

function Unlocked({ item }: { readonly item: string | null }) {
  const { t } = useTranslation('sealed');
  const { access } = useArchive();
  return (
    <>
      <Notice tone="info" title={t('unlocked')} actions={<LockSealed />}>
        <p>{t('unlockedBody')}</p>
      </Notice>
      {item === null ? (
        <p className="quiet">{t('choose')}</p>
      ) : (
        <>
          <Texts item={item} />
          {access === 'write' && <Write key={item} item={item} />}
        </>
      )}
      <Find />
    </>
  );
}

function Texts({ item }: { readonly item: string }) {
  const { t } = useTranslation('sealed');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data, error } = useQuery({
    queryKey: ['sealed', archive, 'of', item],
    queryFn: () => host.client.sealed.read({ archive, item }),
    gcTime: 0,
  });
  if (error) return <ErrorNotice error={error} />;
  if (data?.length === 0) return <p className="quiet">{t('nothing')}</p>;
  // Newest first: the first under a heading is the current one.
  const seen = new Set<string>();
  return (
    <ul className="sealed-texts">
      {data?.map((record) => {
        const isFormer = seen.has(record.field);
        seen.add(record.field);
        return <Text key={record.id} record={record} isFormer={isFormer} />;
      })}
    </ul>
  );
}

function Text({ record, isFormer }: { readonly record: SealedRecord; readonly isFormer: boolean }) {
  const { t } = useTranslation('sealed');
  const format = useFormats();
  const { field, text, writtenAt } = record;
  return (
    <li className={isFormer ? 'sealed-text quiet' : 'sealed-text'}>
      <h4>
        {isKnown(field) ? t(`fields.${field}`) : <SafeText>{field}</SafeText>}
        {isFormer && ` (${t('former')})`}
      </h4>
      <SafeText multiline>{text}</SafeText>
      <span className="quiet small">{t('written', { date: format.moment(writtenAt) })}</span>
    </li>
  );
}

function Write({ item }: { readonly item: string }) {
  const { t } = useTranslation('sealed');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const [field, setField] = useState<Field>('source-name');
  const [text, setText] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: (said: string) => host.client.sealed.write({ archive, item, field, text: said }),
    gcTime: 0,
    // What was typed on meanwhile stays.
    onSuccess: (_, said) => setText((now) => (now === said ? '' : now)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sealed', archive] }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !isPending) mutate(text);
      }}
    >
      <FieldSelect
        label={t('field')}
        choices={offered.map((id) => ({ id, label: t(`fields.${id}`) }))}
        value={field}
        onChange={setField}
      />
      <FieldText label={t('text')} hint={t('textHint')} value={text} onChange={setText} lines={3} />
      <p className="quiet small">{t('replaces')}</p>
      <div>
        <Button type="submit" tone="primary" icon={Stamp} isDisabled={text.trim() === '' || isPending}>
          {t('write')}
        </Button>
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </form>
  );
}

function Find() {
  const { t } = useTranslation('sealed');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [query, setQuery] = useState('');
  const wanted = query.trim();
  const { data, error } = useQuery({
    queryKey: ['sealed', archive, 'find', wanted],
    enabled: wanted !== '',
    queryFn: async () => {
      const records = await host.client.sealed.find({ archive, query: wanted });
      return Promise.all(
        records.slice(0, 50).map(async (record) => ({
          record,
          number: (await host.client.items.show({ archive, item: record.item })).number,
        })),
      );
    },
    gcTime: 0,
  });
  return (
    <section className="stack-tight">
      <h3>{t('search')}</h3>
      <FieldText label={t('search')} hint={t('searchHint')} value={query} onChange={setQuery} />
      {error !== null && <ErrorNotice error={error} />}
      {data && wanted !== '' && (
        <>
          <p className="quiet small" role="status">
            {data.length === 0 ? t('notFound') : t('found', { count: data.length })}
          </p>
          <ul className="sealed-texts">
            {data.map(({ record, number }) => (
              <li key={record.id} className="sealed-text">
                <h4 className="numeric">{number}</h4>
                <SafeText multiline>{record.text}</SafeText>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
