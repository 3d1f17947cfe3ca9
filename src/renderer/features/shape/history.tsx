import { useQuery } from '@tanstack/react-query';
import { ChevronRight, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { confidentialities, type ItemRevisionView } from '../../../shared/records/description.ts';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { shape } from '../../i18n/en/shape.ts';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { stateAt } from './state-at.ts';

interface Props {
  readonly record: ItemRecord;
  readonly isDisabled: boolean;
  readonly onRestore: (revision: number) => void;
}

const isField = (name: string): name is keyof typeof shape.field => Object.hasOwn(shape.field, name);

/** Who changed what of an item, and the way back to any of it. */
export function History({ record, isDisabled, onRestore }: Props) {
  const { t } = useTranslation('shape');
  return (
    <Disclosure className="shape-history">
      <Heading level={3}>
        <AriaButton slot="trigger" className="shape-history-head">
          <ChevronRight aria-hidden size={16} />
          {t('history.title')}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <Revisions record={record} isDisabled={isDisabled} onRestore={onRestore} />
      </DisclosurePanel>
    </Disclosure>
  );
}

function Revisions({ record, isDisabled, onRestore }: Props) {
  const { t } = useTranslation('shape');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [shown, setShown] = useState<number | null>(null);
  const { data: revisions, error } = useQuery({
    queryKey: ['revisions', archive, record.id, record.revision],
    queryFn: () => host.client.items.revisions({ archive, item: record.id }),
    gcTime: 0,
  });
  if (error !== null) return <ErrorNotice error={error} />;
  if (!revisions) return null;
  return (
    <ol className="shape-revisions">
      {revisions.map((one) => (
        <li key={one.revision} className="stack-tight">
          <Said one={one} record={record} />
          {one.revision === record.revision ? (
            <span className="small quiet">{t('history.now')}</span>
          ) : (
            <div className="row">
              <Button
                size="small"
                tone="quiet"
                aria-expanded={shown === one.revision}
                onPress={() => setShown(shown === one.revision ? null : one.revision)}
              >
                {shown === one.revision ? t('history.hide') : t('history.show')}
              </Button>
              <Button
                size="small"
                icon={RotateCcw}
                isDisabled={isDisabled}
                onPress={() => onRestore(one.revision)}
              >
                {t('history.restore')}
              </Button>
            </div>
          )}
          {shown === one.revision && <AsItWas revisions={revisions} revision={one.revision} />}
        </li>
      ))}
    </ol>
  );
}

/** Whose change it was, how sure that is, and what it was. */
function Said({ one, record }: { readonly one: ItemRevisionView; readonly record: ItemRecord }) {
  const { t } = useTranslation('shape');
  const format = useFormats();
  const { revision, at, identityName, act } = one;
  const changes = revision === 1 ? one.changes.filter(({ field }) => field !== 'number') : one.changes;
  // The log says of each act whether its identity was proved by key.
  const standing = record.custody.find((event) => act !== null && event.act === act)?.standing ?? null;
  return (
    <>
      <div className="row spread">
        <strong className="small">{t('history.revision', { revision })}</strong>
        <span className="small quiet">{format.moment(at)}</span>
      </div>
      <p className="small quiet">
        {identityName === null ? t('history.nobody') : <SafeText>{identityName}</SafeText>}
        {standing === 'unlocked' && ` · ${t('history.unlocked')}`}
        {standing === 'claimed' && ` · ${t('history.claimed')}`}
      </p>
      {changes.length === 0 && <p className="small">{t('history.first')}</p>}
      {changes.map(({ field, old, new: now, erased }) => (
        <p key={field} className="small shape-change">
          <span className="quiet">
            <FieldName name={field} />:
          </span>{' '}
          {erased ? (
            t('history.erased')
          ) : (
            <>
              <del>
                <Value field={field} value={old} />
              </del>
              <span aria-hidden>{' → '}</span>
              <ins>
                <Value field={field} value={now} />
              </ins>
            </>
          )}
        </p>
      ))}
    </>
  );
}

function AsItWas({
  revisions,
  revision,
}: {
  readonly revisions: readonly ItemRevisionView[];
  readonly revision: number;
}) {
  const { t } = useTranslation('shape');
  const said = Object.entries(stateAt(revisions, revision));
  return (
    <section className="shape-as-it-was" aria-label={t('history.asItWas', { revision })}>
      <h4 className="small">{t('history.asItWas', { revision })}</h4>
      {said.length === 0 ? (
        <p className="small quiet">{t('history.blank')}</p>
      ) : (
        <Facts
          rows={said.map(([field, value]) => [
            fieldKey(t, field),
            <Value key={field} field={field} value={value} />,
          ])}
        />
      )}
    </section>
  );
}

function FieldName({ name }: { readonly name: string }) {
  const { t } = useTranslation('shape');
  return isField(name) ? t(`field.${name}`) : <SafeText>{name}</SafeText>;
}

const fieldKey = (t: ReturnType<typeof useTranslation<'shape'>>['t'], name: string): string =>
  isField(name) ? t(`field.${name}`) : name;

/** A value of any field, as text. */
function Value({ field, value }: { readonly field: string; readonly value: unknown }) {
  const { t } = useTranslation('shape');
  const { t: say } = useTranslation('evidence');
  if (value === null || value === undefined || value === '') return t('history.empty');
  if (typeof value === 'boolean') return value ? t('history.yes') : t('history.no');
  if (field === 'files' && Array.isArray(value)) return t('history.files', { count: value.length });
  const level = confidentialities.find((one) => field === 'confidentiality' && one === value);
  if (level) return say(`confidentiality.${level}`);
  if (Array.isArray(value))
    return value.length === 0 ? t('history.empty') : <SafeText>{value.map(String).join(', ')}</SafeText>;
  if (typeof value === 'object' && 'by' in value && 'item' in value)
    return <SafeText>{t('history.clockCheck', { item: String(value.item) })}</SafeText>;
  if (typeof value === 'object' && 'latitude' in value && 'longitude' in value)
    return `${String(value.latitude)}, ${String(value.longitude)}`;
  return <SafeText multiline>{typeof value === 'string' ? value : JSON.stringify(value)}</SafeText>;
}
