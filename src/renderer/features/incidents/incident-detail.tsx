import { MessageSquarePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useDateWords } from '../records/date-words.ts';
import { useHasDraft } from '../records/draft.ts';
import { contentAt, RecordArticle, RecordDetail, type Reading } from '../records/record-detail.tsx';
import { linesRow, MentionList, naming, Prose, proseRow, TitleHead } from '../records/record-parts.tsx';
import { DetailSection } from '../records/record-view.tsx';
import { StatusChip } from '../records/status-chip.tsx';
import { useMentions, useRecords } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { ActSentence } from './act-sentence.tsx';
import { ClaimCard } from './claim-card.tsx';
import { ClaimEditor } from './claim-editor.tsx';
import { IncidentEditor } from './incident-editor.tsx';

/** All that is known of an incident. */
export function IncidentDetail({ id }: { readonly id: string }) {
  const hasClaim = useHasDraft('claim', null, id);
  return (
    <RecordDetail<'new claim'>
      id={id}
      kind="incident"
      Editor={IncidentEditor}
      begun={hasClaim ? 'new claim' : null}
      other={(_, editor) => <ClaimEditor {...editor} record={null} about={id} />}
    >
      {(reading) => <IncidentArticle reading={reading} />}
    </RecordDetail>
  );
}

function IncidentArticle({ reading }: { readonly reading: Reading<'new claim'> }) {
  const { record } = reading;
  const { t } = useTranslation('incidents');
  const { t: say } = useTranslation('records');
  const terms = useTerms();
  const words = useDateWords();
  const content = contentAt(record, 'incident');
  const acts = content.acts ?? [];
  const mentions = useMentions([
    ...(content.places ?? []),
    ...acts.flatMap(({ involvements = [] }) => involvements.map(({ actor }) => actor)),
  ]);
  const labels = (vocabulary: string, ids: readonly string[] | undefined) =>
    ids?.map((id) => terms.label(vocabulary, id));
  return (
    <RecordArticle
      reading={reading}
      head={
        <TitleHead
          number={record.number}
          title={content.title}
          glance={[
            content.date === undefined ? null : words(content.date),
            content.dateType === undefined || content.dateType === 'exact'
              ? null
              : terms.label('date-types', content.dateType),
            ...(labels('incident-types', content.types) ?? []),
          ]}
        />
      }
      marks={
        <>
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
          <MentionList
            records={(content.places ?? []).flatMap((id) => mentions.get(id) ?? [])}
            label={say('member.places')}
          />
        </>
      }
      today={<Claims about={reading} />}
      links={{
        title: t('parts.evidence'),
        of: 'incident',
        kinds: ['incident', 'claim', 'source', 'actor', 'place', 'object', 'collection'],
      }}
    >
      <Prose>{content.narrative}</Prose>
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
      <Facts
        rows={[
          linesRow(say('member.legal'), labels('legal-references', content.legal)),
          linesRow(say('member.riskFactors'), labels('risk-factors', content.riskFactors)),
          proseRow(say('member.note'), content.note),
        ]}
      />
    </RecordArticle>
  );
}

function Claims({ about: { record, canWrite, onShow } }: { readonly about: Reading<'new claim'> }) {
  const { t } = useTranslation('incidents');
  const { data: claims = [] } = useRecords(naming(record, 'claim', 'about').map(({ id }) => id));
  return (
    <DetailSection
      title={t('parts.claims')}
      actions={
        canWrite && (
          <Button size="small" icon={MessageSquarePlus} onPress={() => onShow('new claim')}>
            {t('claim.create')}
          </Button>
        )
      }
    >
      {claims.length === 0 ? (
        <p className="small quiet">{t('claim.none')}</p>
      ) : (
        claims.map((claim) => <ClaimCard key={claim.id} claim={claim} />)
      )}
    </DetailSection>
  );
}
