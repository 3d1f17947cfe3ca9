import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { FieldCheck } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { ActingLine } from './acting-line.tsx';
import { Doomed } from './doomed.tsx';
import { LoneSearches } from './lone-searches.tsx';
import { noWhy, WhyReason } from './reason.tsx';
import { useChanged } from './use-changed.ts';

const itemFields = [
  'title',
  'description',
  'captured',
  'position',
  'rights',
  'languages',
  'tags',
  'note',
] as const;
const accessionFields = ['receivedFrom', 'place', 'statement', 'carrier', 'note', 'sources'] as const;

/** Of which record what is erased. */
export type Erasing =
  { readonly of: 'item'; readonly record: ItemRecord } | { readonly of: 'identity'; readonly name: string };

interface Props {
  readonly erasing: Erasing;
  readonly onClose: () => void;
}

/** Takes what is said about a person out of a record and out of the log, while the record stands. */
export function EraseDialog({ erasing, onClose }: Props) {
  const { t } = useTranslation('disposition');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useChanged();
  const [fromItem, setFromItem] = useState<ReadonlySet<string>>(new Set());
  const [fromAccession, setFromAccession] = useState<ReadonlySet<string>>(new Set());
  const [why, setWhy] = useState(noWhy);
  const [isSure, setSure] = useState(false);
  const [removesSearches, setRemovesSearches] = useState(true);
  const item = erasing.of === 'item' ? erasing.record.id : null;
  const preview = useQuery({
    queryKey: ['destruction', archive, item],
    enabled: item !== null,
    queryFn: () => host.client.disposition.preview({ archive, items: item === null ? [] : [item] }),
    staleTime: 0,
    gcTime: 0,
  });
  const lone = (preview.data?.searches ?? []).filter(({ hasWords }) => hasWords);
  const accession = erasing.of === 'item' ? erasing.record.files[0]?.accession.number : undefined;
  const {
    mutate,
    error,
    isPending,
    data: values,
  } = useMutation({
    mutationFn: async () => {
      const { erase } = host.client.disposition;
      const { reason } = why;
      if (erasing.of === 'identity')
        return (await erase({ archive, reason, what: { record: 'identity', name: erasing.name } })).values;
      let gone = 0;
      if (fromItem.size > 0) {
        const what = {
          record: 'item',
          item: erasing.record.id,
          fields: [...fromItem],
          removesSearches,
        } as const;
        gone += (await erase({ archive, reason, what: { ...what, fields: [...fromItem] } })).values;
      }
      if (fromAccession.size > 0 && accession !== undefined) {
        const fields = [...fromAccession];
        gone += (await erase({ archive, reason, what: { record: 'accession', number: accession, fields } }))
          .values;
      }
      return gone;
    },
    onError: () => changed(false),
  });
  const isChosen = erasing.of === 'identity' || fromItem.size + fromAccession.size > 0;

  // Lists are made anew once this was read: what stands beside it would go with them.
  const end = (): void => {
    onClose();
    void changed(true);
  };

  if (values !== undefined)
    return (
      <Dialog
        title={t('eraseTitle')}
        size="small"
        isOpen
        onClose={end}
        actions={
          <Button tone="primary" onPress={end}>
            {t('done', { ns: 'common' })}
          </Button>
        }
      >
        <Notice tone="good" title={t('erased', { count: values })}>
          <p>{t('eraseNot')}</p>
        </Notice>
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={t('eraseTitle')}
      isOpen
      onClose={onClose}
      action={t('acts.erase')}
      tone="danger"
      isDisabled={!isChosen || !isSure || isPending || (item !== null && !preview.data)}
      onConfirm={() => mutate()}
    >
      {erasing.of === 'identity' && (
        <p>
          <strong>{plainText(erasing.name)}</strong> · {t('eraseNameBody')}
        </p>
      )}
      {erasing.of === 'item' && <Doomed items={[erasing.record.id]} />}
      <p>{t('eraseBody')}</p>
      <p>{t('eraseNot')}</p>
      {erasing.of === 'item' && (
        <>
          <Fields
            title={t('eraseOfItem')}
            choices={itemFields.map((id) => ({ id, label: t(`eraseFields.${id}`) }))}
            chosen={fromItem}
            onChange={setFromItem}
          />
          {accession !== undefined && (
            <Fields
              title={t('eraseOfAccession', { number: plainText(accession) })}
              choices={accessionFields.map((id) => ({ id, label: t(`eraseAccessionFields.${id}`) }))}
              chosen={fromAccession}
              onChange={setFromAccession}
            />
          )}
        </>
      )}
      {fromItem.size > 0 && (
        <LoneSearches
          names={lone.map(({ name }) => name)}
          isRemoved={removesSearches}
          onChange={setRemovesSearches}
        />
      )}
      {preview.error !== null && <ErrorNotice error={preview.error} />}
      <WhyReason why={why} onChange={setWhy} />
      <FieldCheck isSelected={isSure} onChange={setSure}>
        {t('eraseSure')}
      </FieldCheck>
      <ActingLine />
      {error !== null && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}

interface FieldsProps {
  readonly title: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

function Fields({ title, choices, chosen, onChange }: FieldsProps) {
  return (
    <fieldset className="disposition-fields">
      <legend>{title}</legend>
      {choices.map(({ id, label }) => (
        <FieldCheck
          key={id}
          isSelected={chosen.has(id)}
          onChange={(isOn) =>
            onChange(
              new Set(
                [...choices.map((choice) => choice.id)].filter((other) =>
                  other === id ? isOn : chosen.has(other),
                ),
              ),
            )
          }
        >
          {label}
        </FieldCheck>
      ))}
    </fieldset>
  );
}
