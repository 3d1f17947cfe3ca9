import { useTranslation } from 'react-i18next';
import { confidentialities, reviewStates } from '../../../shared/records/description.ts';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { FieldSelect, FieldSwitch } from '../../components/field.tsx';
import { useArchive } from '../../session/session.tsx';
import { PlaceOnMap } from '../map/place-on-map.tsx';
import { History } from '../shape/history.tsx';
import { DatePart, SavePart, TagsPart, TextPart } from './form-parts.tsx';
import { useDraft } from './saving.ts';

/** All that people say of one item. */
export function DescribeTab({ record }: { readonly record: ItemRecord }) {
  const { t } = useTranslation('evidence');
  const { access } = useArchive();
  const draft = useDraft(record);
  const isDisabled = access === 'read';
  const part = { draft, isDisabled };
  const level = confidentialities.find((name) => name === record.confidentiality) ?? null;
  return (
    <div className="stack">
      {isDisabled && <p className="small quiet">{t('readOnly')}</p>}
      <TextPart {...part} name="title" otherwise={record.title} />
      <TextPart {...part} name="description" lines={4} />
      <DatePart {...part} record={record} />
      <TagsPart {...part} record={record} />
      <TextPart {...part} name="position" hint={t('positionHint')} />
      <PlaceOnMap
        target={{ selection: { by: 'items', items: [record.id] }, count: 1, record }}
        isDisabled={isDisabled}
      />
      <TextPart {...part} name="languages" hint={t('languagesHint')} />
      <TextPart {...part} name="rights" />
      <FieldSelect
        label={t('fields.confidentiality')}
        choices={confidentialities.map((id) => ({ id, label: t(`confidentiality.${id}`) }))}
        value={level}
        onChange={(confidentiality) => void draft.choose({ confidentiality })}
        isDisabled={isDisabled}
      />
      <FieldSelect
        label={t('fields.reviewState')}
        choices={reviewStates.map((id) => ({ id, label: t(`review.${id}`) }))}
        value={reviewStates.find((name) => name === record.reviewState) ?? null}
        onChange={(reviewState) => void draft.choose({ reviewState })}
        isDisabled={isDisabled}
      />
      <FieldSwitch
        isSelected={record.isGraphic}
        onChange={(isGraphic) => void draft.choose({ isGraphic })}
        isDisabled={isDisabled}
      >
        {t('fields.isGraphic')}
      </FieldSwitch>
      <History
        record={record}
        isDisabled={isDisabled}
        onRestore={(revision) => void draft.saving.restore(revision)}
      />
      <SavePart draft={draft} />
    </div>
  );
}
