import { ClipboardPlus, Box as BoxIcon, PenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Name } from '../../../shared/catalogue/parts.ts';
import type { HeritageObject, Place } from '../../../shared/catalogue/place.ts';
import type { RecordMention, RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { useDateWords } from '../records/date-words.ts';
import { useHasDraft } from '../records/draft.ts';
import { ItemTileList } from '../records/item-tile-list.tsx';
import { LinksPanel } from '../records/links-panel.tsx';
import { Mention } from '../records/mention.tsx';
import { NamesHead } from '../records/names-head.tsx';
import { DetailSection, RecordActs, RecordState } from '../records/record-view.tsx';
import { Revisions } from '../records/revisions.tsx';
import { Reviews } from '../records/reviews-editor.tsx';
import { AgreementChip, StatusChip } from '../records/status-chip.tsx';
import { useMentions, useRecord, useRecords } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { AssessmentEditor } from './assessment-editor.tsx';
import { assessmentsIn, Assessments } from './assessments.tsx';
import { ObjectEditor } from './object-editor.tsx';
import { PlaceEditor } from './place-editor.tsx';
import { positionInWords } from './position-words.ts';

type Writing = 'record' | 'new assessment' | 'new object' | { readonly assessment: string };

interface Props {
  readonly id: string;
  /** An assessment that somebody came for. */
  readonly sought: string | null;
}

/** All that is known of a place or an object. */
export function PlaceDetail({ id, sought }: Props) {
  const [at, setAt] = useState<string | null>(null);
  const { data: record, error } = useRecord(id, at);
  const hasDraft = useHasDraft(record?.kind ?? 'place', id);
  const hasNew = useHasDraft('assessment', null, id);
  const [chosen, setChosen] = useState<Writing | null | 'kept'>('kept');
  // What stood unsaved when the screen was left is gone on with.
  const writing: Writing | null =
    chosen === 'kept' ? (hasDraft ? 'record' : hasNew ? 'new assessment' : null) : chosen;
  const assessments = useRecords(
    (record?.namedBy ?? [])
      .filter(({ member, record: one }) => member === 'of' && one.kind === 'assessment')
      .map(({ record: one }) => one.id),
  );
  if (error !== null) return <ErrorNotice error={error} />;
  if (!record) return null;
  const close = (): void => setChosen(null);
  const editor = { onClose: close, onSaved: close };
  if (writing === 'record')
    return record.kind === 'object' ? (
      <ObjectEditor record={record} {...editor} />
    ) : (
      <PlaceEditor record={record} {...editor} />
    );
  const items = record.links.filter(({ other }) => other.kind === 'item').map(({ other }) => other.id);
  if (writing === 'new object') return <ObjectEditor record={null} at={id} {...editor} />;
  if (writing !== null) {
    const edited =
      writing === 'new assessment'
        ? null
        : (assessments.data?.find((one) => one.id === writing.assessment) ?? null);
    if (writing === 'new assessment' || edited)
      return <AssessmentEditor key={edited?.id} record={edited} of={id} items={items} {...editor} />;
  }
  return (
    <Reading
      record={record}
      assessments={assessmentsIn(assessments.data ?? [])}
      sought={sought}
      at={at}
      onAt={setAt}
      onWrite={setChosen}
    />
  );
}

interface ReadingProps {
  readonly record: RecordView;
  readonly assessments: ReturnType<typeof assessmentsIn>;
  readonly sought: string | null;
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
  readonly onWrite: (writing: Writing) => void;
}

function Reading({ record, assessments, sought, at, onAt, onWrite }: ReadingProps) {
  const { t } = useTranslation('places');
  const { t: say } = useTranslation('records');
  const { access } = useArchive();
  const [latest] = record.statuses;
  const dissent = assessments
    .find(({ id }) => id === latest?.assessment)
    ?.content.reviews?.filter(({ agrees }) => agrees === false);
  const canWrite = access === 'write' && at === null && !record.isRemoved;
  const naming = (kind: string): readonly RecordMention[] => [
    ...new Map(
      record.namedBy.filter(({ record: one }) => one.kind === kind).map(({ record: one }) => [one.id, one]),
    ).values(),
  ];
  // On a day when it was not there yet it has none.
  const { names = [] } = record.content as { readonly names?: readonly Name[] };
  return (
    <article className="record-view" aria-label={say(`kind.${record.kind}`)}>
      <header className="record-head">
        <div className="record-head-line">
          <NamesHead number={record.number} names={names} />
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
        {latest && at === null && (
          <div className="row" aria-label={t('status')} role="group">
            <StatusChip status={latest.status} vocabulary="site-status" />
            <AgreementChip agreement={latest.agreement} />
            <StatusDate date={latest.date} />
          </div>
        )}
        {dissent && at === null && <Reviews reviews={dissent} />}
      </header>
      {record.kind === 'object' ? (
        <ObjectFacts record={record} content={record.content as HeritageObject} />
      ) : (
        <PlaceFacts content={record.content as Place} />
      )}
      {at === null && (
        <>
          <DetailSection
            title={t('assessments')}
            actions={
              canWrite && (
                <Button size="small" icon={ClipboardPlus} onPress={() => onWrite('new assessment')}>
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
                onEdit={canWrite ? (assessment) => onWrite({ assessment }) : null}
              />
            )}
          </DetailSection>
          {record.kind === 'place' && (naming('object').length > 0 || canWrite) && (
            <DetailSection
              title={t('object.list')}
              actions={
                canWrite && (
                  <Button size="small" icon={BoxIcon} onPress={() => onWrite('new object')}>
                    {t('object.create')}
                  </Button>
                )
              }
            >
              <MentionList records={naming('object')} />
            </DetailSection>
          )}
          {(['incident', 'claim'] as const).map(
            (kind) =>
              naming(kind).length > 0 && (
                <DetailSection key={kind} title={t(`naming.${kind}`)}>
                  <MentionList records={naming(kind)} />
                </DetailSection>
              ),
          )}
          <DetailSection title={t('exhibits')}>
            <LinksPanel
              of={{ id: record.id, kind: record.kind === 'object' ? 'object' : 'place' }}
              links={record.links}
              kinds={['place', 'object', 'incident', 'actor', 'claim', 'source', 'collection']}
            />
          </DetailSection>
          <Revisions record={record} onLook={onAt} />
        </>
      )}
    </article>
  );
}

function MentionList({ records }: { readonly records: readonly RecordMention[] }) {
  if (records.length === 0) return null;
  return (
    <ul className="record-link-list">
      {records.map((one) => (
        <li key={one.id}>
          <Mention record={one} />
        </li>
      ))}
    </ul>
  );
}

function StatusDate({ date }: { readonly date: string }) {
  const words = useDateWords();
  return <span className="small quiet">{words(date)}</span>;
}

function PlaceFacts({ content }: { readonly content: Place }) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('places');
  const terms = useTerms();
  const words = useDateWords();
  const { types, period, geometry, areas, designations, registers, baseline, description, note } = content;
  const lines = (texts: readonly string[]) =>
    texts.map((text, at) => (
      <div key={at}>
        <SafeText>{text}</SafeText>
      </div>
    ));
  return (
    <>
      {description !== undefined && (
        <p className="place-description">
          <SafeText multiline>{description}</SafeText>
        </p>
      )}
      <Facts
        rows={[
          types ? [t('member.types'), types.map((id) => terms.label('place-types', id)).join(', ')] : null,
          period === undefined ? null : [say('built'), words(period)],
          geometry ? [t('position.where'), <bdi key="where">{positionInWords(geometry, t)}</bdi>] : null,
          content.isLocationWithheld === true
            ? [t('member.confidentiality'), t('member.isLocationWithheld')]
            : null,
          areas
            ? [
                t('member.areas'),
                lines(
                  areas.map(({ name, accordingTo, period: when }) =>
                    [
                      name,
                      ...(accordingTo === undefined ? [] : [`${t('name.accordingTo')}: ${accordingTo}`]),
                      ...(when === undefined ? [] : [words(when)]),
                    ].join(' · '),
                  ),
                ),
              ]
            : null,
          designations
            ? [
                t('member.designations'),
                lines(
                  designations.map(({ what, by, date }) =>
                    [what, by, date === undefined ? undefined : words(date)]
                      .filter((one) => one !== undefined)
                      .join(' · '),
                  ),
                ),
              ]
            : null,
          registers
            ? [
                t('member.registers'),
                lines(registers.map(({ register, number }) => `${register}: ${number}`)),
              ]
            : null,
          note === undefined
            ? null
            : [
                t('member.note'),
                <SafeText multiline key="note">
                  {note}
                </SafeText>,
              ],
        ]}
      />
      {baseline && (
        <DetailSection title={say('parts.baseline')}>
          {baseline.date !== undefined && <p className="small quiet">{words(baseline.date)}</p>}
          <p>
            <SafeText multiline>{baseline.what}</SafeText>
          </p>
          {baseline.items && <ItemTileList label={say('parts.baseline')} items={baseline.items} />}
        </DetailSection>
      )}
    </>
  );
}

const objectLines = [
  'type',
  'measurements',
  'materials',
  'maker',
  'subject',
  'inscriptions',
  'distinguishingFeatures',
  'description',
  'note',
] as const;

function ObjectFacts({ record, content }: { readonly record: RecordView; readonly content: HeritageObject }) {
  const { t } = useTranslation('records');
  const words = useDateWords();
  const mentions = useMentions([content.place, content.from].filter((one) => one !== undefined));
  const where = (['place', 'from'] as const).map((name) => {
    const mention = mentions.get(content[name] ?? '');
    return mention ? ([t(`member.${name}`), <Mention key={name} record={mention} />] as const) : null;
  });
  return (
    <Facts
      key={record.id}
      rows={[
        ...where,
        content.period === undefined ? null : [t('member.period'), words(content.period)],
        ...objectLines.map((name) => {
          const text = content[name];
          return text === undefined
            ? null
            : ([
                t(`member.${name}`),
                <SafeText multiline key={name}>
                  {text}
                </SafeText>,
              ] as const);
        }),
        content.registers
          ? [
              t('member.registers'),
              <SafeText key="registers">
                {content.registers.map(({ register, number }) => `${register}: ${number}`).join(' · ')}
              </SafeText>,
            ]
          : null,
      ]}
    />
  );
}
