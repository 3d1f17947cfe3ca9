import { Box as BoxIcon, ClipboardPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { useDateWords } from '../records/date-words.ts';
import { useHasDraft } from '../records/draft.ts';
import type { EditorProps } from '../records/editor.tsx';
import { NamesHead } from '../records/names-head.tsx';
import { contentAt, RecordArticle, RecordDetail, type Reading } from '../records/record-detail.tsx';
import { MentionList, naming } from '../records/record-parts.tsx';
import { DetailSection } from '../records/record-view.tsx';
import { Reviews } from '../records/reviews-editor.tsx';
import { AgreementChip, StatusChip } from '../records/status-chip.tsx';
import { AssessmentEditor } from './assessment-editor.tsx';
import { Assessments, useAssessments } from './assessments.tsx';
import { ObjectEditor } from './object-editor.tsx';
import { ObjectFacts, PlaceFacts } from './place-facts.tsx';
import { PlaceEditor } from './place-editor.tsx';

type Writing = 'new assessment' | 'new object' | { readonly assessment: string };

interface Props {
  readonly id: string;
  /** An assessment that somebody came for. */
  readonly sought: string | null;
}

/** All that is known of a place or an object. */
export function PlaceDetail({ id, sought }: Props) {
  const hasNew = useHasDraft('assessment', null, id);
  return (
    <RecordDetail<Writing>
      id={id}
      kind="place"
      Editor={OwnEditor}
      begun={hasNew ? 'new assessment' : null}
      other={(writing, editor) =>
        writing === 'new object' ? (
          <ObjectEditor {...editor} record={null} at={id} />
        ) : (
          <AssessmentOf of={editor} writing={writing} />
        )
      }
    >
      {(reading) => <PlaceArticle reading={reading} sought={sought} />}
    </RecordDetail>
  );
}

function OwnEditor(props: EditorProps) {
  return props.record?.kind === 'object' ? <ObjectEditor {...props} /> : <PlaceEditor {...props} />;
}

function AssessmentOf({
  of: { record, ...editor },
  writing,
}: {
  readonly of: EditorProps & { readonly record: Reading['record'] };
  readonly writing: 'new assessment' | { readonly assessment: string };
}) {
  const assessments = useAssessments(record);
  const edited =
    writing === 'new assessment' ? null : assessments.find(({ id }) => id === writing.assessment)?.record;
  if (edited === undefined) return null;
  const items = record.links.filter(({ other }) => other.kind === 'item').map(({ other }) => other.id);
  return <AssessmentEditor record={edited} of={record.id} items={items} {...editor} />;
}

function PlaceArticle({
  reading,
  sought,
}: {
  readonly reading: Reading<Writing>;
  readonly sought: string | null;
}) {
  const { record, at, canWrite, onShow } = reading;
  const { t } = useTranslation('places');
  const words = useDateWords();
  const assessments = useAssessments(record);
  const [latest] = record.statuses;
  const dissent = assessments
    .find(({ id }) => id === latest?.assessment)
    ?.content.reviews?.filter(({ agrees }) => agrees === false);
  const isObject = record.kind === 'object';
  const content = isObject ? contentAt(record, 'object') : contentAt(record, 'place');
  const objects = naming(record, 'object');
  return (
    <RecordArticle
      reading={reading}
      head={<NamesHead number={record.number} names={content.names ?? []} />}
      marks={
        at === null && (
          <>
            {latest && (
              <div className="row" aria-label={t('status')} role="group">
                <StatusChip status={latest.status} vocabulary="site-status" />
                <AgreementChip agreement={latest.agreement} />
                <span className="small quiet">{words(latest.date)}</span>
              </div>
            )}
            {dissent && <Reviews reviews={dissent} />}
          </>
        )
      }
      today={
        <>
          <DetailSection
            title={t('assessments')}
            actions={
              canWrite && (
                <Button size="small" icon={ClipboardPlus} onPress={() => onShow('new assessment')}>
                  {t('assessment.create')}
                </Button>
              )
            }
          >
            {assessments.length === 0 ? (
              <p className="small quiet">{t('assessment.none')}</p>
            ) : (
              <Assessments
                assessments={assessments}
                sought={sought}
                onEdit={canWrite ? (assessment) => onShow({ assessment }) : null}
              />
            )}
          </DetailSection>
          {record.kind === 'place' && (objects.length > 0 || canWrite) && (
            <DetailSection
              title={t('object.list')}
              actions={
                canWrite && (
                  <Button size="small" icon={BoxIcon} onPress={() => onShow('new object')}>
                    {t('object.create')}
                  </Button>
                )
              }
            >
              <MentionList records={objects} />
            </DetailSection>
          )}
          {(['incident', 'claim'] as const).map(
            (kind) =>
              naming(record, kind).length > 0 && (
                <DetailSection key={kind} title={t(`naming.${kind}`)}>
                  <MentionList records={naming(record, kind)} />
                </DetailSection>
              ),
          )}
        </>
      }
      links={{
        title: t('exhibits'),
        of: isObject ? 'object' : 'place',
        kinds: ['place', 'object', 'incident', 'actor', 'claim', 'source', 'collection'],
      }}
    >
      {isObject ? (
        <ObjectFacts content={contentAt(record, 'object')} />
      ) : (
        <PlaceFacts content={contentAt(record, 'place')} />
      )}
    </RecordArticle>
  );
}
