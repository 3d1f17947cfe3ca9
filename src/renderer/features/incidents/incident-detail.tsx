import { MessageSquarePlus, PenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../shared/catalogue/incident.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { useDateWords } from '../records/date-words.ts';
import { useHasDraft } from '../records/draft.ts';
import { LinksPanel } from '../records/links-panel.tsx';
import { Mention } from '../records/mention.tsx';
import { DetailSection, RecordActs, RecordState } from '../records/record-view.tsx';
import { Revisions } from '../records/revisions.tsx';
import { StatusChip } from '../records/status-chip.tsx';
import { useMentions, useRecord, useRecords } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { ActSentence } from './act-sentence.tsx';
import { ClaimCard } from './claim-card.tsx';
import { ClaimEditor } from './claim-editor.tsx';
import { IncidentEditor } from './incident-editor.tsx';

type Writing = 'record' | 'new claim';

/** All that is known of an incident. */
export function IncidentDetail({ id }: { readonly id: string }) {
  const [at, setAt] = useState<string | null>(null);
  const { data: record, error } = useRecord(id, at);
  const hasDraft = useHasDraft('incident', id);
  const hasClaim = useHasDraft('claim', null, id);
  const [chosen, setChosen] = useState<Writing | null | 'kept'>('kept');
  // What stood unsaved when the screen was left is gone on with.
  const writing: Writing | null =
    chosen === 'kept' ? (hasDraft ? 'record' : hasClaim ? 'new claim' : null) : chosen;
  if (error !== null) return <ErrorNotice error={error} />;
  if (!record) return null;
  const close = (): void => setChosen(null);
  if (writing === 'record') return <IncidentEditor record={record} onClose={close} onSaved={close} />;
  if (writing === 'new claim')
    return <ClaimEditor record={null} about={id} onClose={close} onSaved={close} />;
  return <Reading record={record} at={at} onAt={setAt} onWrite={setChosen} />;
}

interface ReadingProps {
  readonly record: RecordView;
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
  readonly onWrite: (writing: Writing) => void;
}

function Reading({ record, at, onAt, onWrite }: ReadingProps) {
  const { t } = useTranslation('incidents');
  const { t: say } = useTranslation('records');
  const { access } = useArchive();
  const terms = useTerms();
  const words = useDateWords();
  const content = record.content as Partial<Incident>;
  const acts = content.acts ?? [];
  const mentions = useMentions([
    ...(content.places ?? []),
    ...acts.flatMap(({ involvements = [] }) => involvements.map(({ actor }) => actor)),
  ]);
  const claims = useRecords(
    record.namedBy
      .filter(({ member, record: one }) => member === 'about' && one.kind === 'claim')
      .map(({ record: one }) => one.id),
  );
  const canWrite = access === 'write' && at === null && !record.isRemoved;
  const places = (content.places ?? []).flatMap((id) => mentions.get(id) ?? []);
  const labels = (vocabulary: string, ids: readonly string[]) => (
    <ul className="incident-terms">
      {ids.map((id) => (
        <li key={id}>
          <SafeText>{terms.label(vocabulary, id)}</SafeText>
        </li>
      ))}
    </ul>
  );
  return (
    <article className="record-view" aria-label={say('kind.incident')}>
      <header className="record-head">
        <div className="record-head-line">
          <div>
            <span className="quiet small numeric">{record.number}</span>
            <h2>
              <SafeText>{content.title ?? ''}</SafeText>
            </h2>
            <p className="incident-when">
              {[
                content.date === undefined ? null : words(content.date),
                content.dateType === undefined || content.dateType === 'exact'
                  ? null
                  : terms.label('date-types', content.dateType),
                ...(content.types ?? []).map((id) => terms.label('incident-types', id)),
              ]
                .filter((one) => one !== null)
                .join(' · ')}
            </p>
          </div>
          <div className="row">
            {canWrite && (
              <Button icon={PenLine} onPress={() => onWrite('record')}>
                {say('edit')}
              </Button>
            )}
            <RecordActs record={record} at={at} onAt={onAt} />
          </div>
        </div>
        <RecordState record={record} at={at} onAt={onAt} />
        <div className="row" role="group" aria-label={t('parts.standing')}>
          {content.status === undefined ? (
            <span className="small quiet">{t('alleged')}</span>
          ) : (
            <>
              <StatusChip status={content.status} vocabulary="violation-status" />
              {content.statusBy !== undefined && (
                <span className="small quiet">
                  <SafeText>{t('foundBy', { name: content.statusBy })}</SafeText>
                </span>
              )}
            </>
          )}
        </div>
        {places.length > 0 && (
          <ul className="record-names" aria-label={say('member.places')}>
            {places.map((one) => (
              <li key={one.id}>
                <Mention record={one} />
              </li>
            ))}
          </ul>
        )}
      </header>
      {content.narrative !== undefined && (
        <p className="incident-narrative">
          <SafeText multiline>{content.narrative}</SafeText>
        </p>
      )}
      <DetailSection title={t('parts.acts')}>
        {acts.length === 0 ? (
          <p className="small quiet">{t('act.none')}</p>
        ) : (
          <ol className="incident-acts">
            {acts.map((act, index) => (
              <ActSentence key={index} act={act} mentions={mentions} />
            ))}
          </ol>
        )}
      </DetailSection>
      {(content.legal ?? content.riskFactors ?? content.note) !== undefined && (
        <Facts
          rows={[
            content.legal ? [say('member.legal'), labels('legal-references', content.legal)] : null,
            content.riskFactors
              ? [say('member.riskFactors'), labels('risk-factors', content.riskFactors)]
              : null,
            content.note === undefined
              ? null
              : [
                  say('member.note'),
                  <SafeText multiline key="note">
                    {content.note}
                  </SafeText>,
                ],
          ]}
        />
      )}
      {at === null && (
        <>
          <DetailSection
            title={t('parts.claims')}
            actions={
              canWrite && (
                <Button size="small" icon={MessageSquarePlus} onPress={() => onWrite('new claim')}>
                  {t('claim.create')}
                </Button>
              )
            }
          >
            {(claims.data ?? []).length === 0 ? (
              <p className="small quiet">{t('claim.none')}</p>
            ) : (
              claims.data?.map((claim) => <ClaimCard key={claim.id} claim={claim} />)
            )}
          </DetailSection>
          <DetailSection title={t('parts.evidence')}>
            <LinksPanel
              of={{ id: record.id, kind: 'incident' }}
              links={record.links}
              kinds={['incident', 'claim', 'source', 'actor', 'place', 'object', 'collection']}
            />
          </DetailSection>
          <Revisions record={record} onLook={onAt} />
        </>
      )}
    </article>
  );
}
