import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditSummary } from '../../../shared/records/description.ts';
import { precisionClasses, type PrecisionClass } from '../../../shared/records/map.ts';
import { Button } from '../../components/button.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { finish } from '../evidence/saving.ts';
import { coordinatesText, readCoordinates } from './coordinates.ts';
import type { Target } from './target.ts';
import { useMetres } from './use-metres.ts';
import { distanceBetween } from './view.ts';

export interface Draft {
  readonly latitude: number;
  readonly longitude: number;
}

interface Props {
  readonly target: Target;
  /** Null: nothing was pointed at yet. */
  readonly draft: Draft | null;
  readonly precision: PrecisionClass;
  readonly onDraft: (draft: Draft) => void;
  readonly onPrecision: (precision: PrecisionClass) => void;
  readonly onPlaced: (draft: Draft) => void;
  readonly onEnd: () => void;
}

/** Says where items were, beside what their files say: a place on the map, how exactly it is known, and how. */
export function Placing({ target, draft, precision, onDraft, onPrecision, onPlaced, onEnd }: Props) {
  const { t } = useTranslation('map');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const metres = useMetres();
  const [basis, setBasis] = useState(target.record?.asserted.position?.basis ?? '');
  const [typed, setTyped] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [refused, setRefused] = useState<EditSummary['refused']>([]);
  const text = typed ?? (draft ? coordinatesText(draft.latitude, draft.longitude) : '');
  const isUnread = typed !== null && typed.trim() !== '' && readCoordinates(typed) === null;
  const reading = target.record?.files[0]?.position ?? null;
  const apart = reading && draft ? distanceBetween(reading, draft) : null;
  const save = async (): Promise<void> => {
    if (!draft) return;
    setSaving(true);
    setFailure(null);
    const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
    const position = {
      latitude: round(draft.latitude),
      longitude: round(draft.longitude),
      precision: precisionClasses.find(({ id }) => id === precision)?.metres ?? null,
      basis: basis.trim() === '' ? null : basis.trim(),
    };
    try {
      const { selection } = target;
      const summary = await finish<EditSummary>(
        await host.client.items.edit({ archive, selection, changes: { position } }),
      );
      for (const name of ['list', 'item', 'row', 'facets', 'map'])
        void queries.invalidateQueries({ queryKey: [name, archive] });
      const left = summary?.refused ?? [];
      setRefused(left);
      if (left.length === 0) onPlaced(position);
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <section className="map-placing stack" aria-label={t('placing')}>
      <h2>{t('placing')}</h2>
      <p className="small">
        {target.record ? (
          <SafeText>{target.record.title}</SafeText>
        ) : (
          t('placingSeveral', { count: target.count })
        )}
      </p>
      <p className="small quiet">{t('placingHow')}</p>
      <FieldText
        label={t('position')}
        hint={t('positionHint')}
        value={text}
        error={isUnread ? t('positionUnread') : null}
        onChange={(value) => {
          setTyped(value);
          const read = readCoordinates(value);
          if (read) onDraft(read);
        }}
        onBlur={() => {
          if (!isUnread) setTyped(null);
        }}
      />
      <FieldSelect
        label={t('precisionLabel')}
        choices={precisionClasses.map(({ id, metres: within }) => ({
          id,
          label: t(`precision.${id}`),
          hint: t('within', { distance: metres(within) }),
        }))}
        value={precision}
        onChange={onPrecision}
      />
      <FieldText label={t('basis')} hint={t('basisHint')} value={basis} onChange={setBasis} maxLength={500} />
      {apart !== null && <p className="small map-card-apart">{t('apart', { distance: metres(apart) })}</p>}
      {failure !== null && <ErrorNotice error={failure} />}
      {refused.length > 0 && (
        <Notice tone="caution" title={t('refused', { count: refused.length })}>
          <p className="small numeric">
            {refused
              .slice(0, 10)
              .map(({ number }) => number)
              .join(', ')}
          </p>
        </Notice>
      )}
      <div className="row">
        <Button tone="primary" isDisabled={!draft || isSaving || isUnread} onPress={() => void save()}>
          {t('save')}
        </Button>
        <Button onPress={onEnd}>{t('cancel', { ns: 'common' })}</Button>
      </div>
      <p className="small quiet">{t('placingKeeps')}</p>
    </section>
  );
}
