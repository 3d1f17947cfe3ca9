import { UserSearch, VenetianMask } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/page.tsx';
import { useDateWords } from '../records/date-words.ts';
import { Mention } from '../records/mention.tsx';
import { NamesHead } from '../records/names-head.tsx';
import { contentAt, RecordArticle, RecordDetail, type Reading } from '../records/record-detail.tsx';
import { linesRow, MentionList, naming, Prose, proseRow } from '../records/record-parts.tsx';
import { DetailSection } from '../records/record-view.tsx';
import { Chip } from '../records/status-chip.tsx';
import { useMentions } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { ActorEditor } from './actor-editor.tsx';
import { PersonReportView } from './person-report.tsx';
import { EarlierNames } from './earlier-names.tsx';
import { RealName } from './real-name.tsx';

/** All that is known of a person, group, unit or organisation. */
export function ActorDetail({ id }: { readonly id: string }) {
  return (
    <RecordDetail<'everything'>
      id={id}
      kind="actor"
      Editor={ActorEditor}
      other={(_, { record, onClose }) => <PersonReportView record={record} onClose={onClose} />}
    >
      {(reading) => <ActorArticle reading={reading} />}
    </RecordDetail>
  );
}

function ActorArticle({ reading }: { readonly reading: Reading<'everything'> }) {
  const { record, at } = reading;
  const { t } = useTranslation('persons');
  const { t: say } = useTranslation('records');
  const terms = useTerms();
  const words = useDateWords();
  const content = contentAt(record, 'actor');
  const groups = useMentions((content.affiliations ?? []).map(({ actor }) => actor));
  const sections = [
    [t('sources'), naming(record, 'source', 'actor')],
    [t('incidents'), naming(record, 'incident', 'acts')],
    [t('members'), naming(record, 'actor', 'affiliations')],
    [t('others'), [...naming(record, 'claim', 'about'), ...naming(record, 'collection', 'members')]],
  ] as const;
  return (
    <RecordArticle
      reading={reading}
      head={<NamesHead number={record.number} names={content.names ?? []} />}
      acts={<EverythingAbout reading={reading} />}
      marks={
        <div className="row">
          {content.type !== undefined && (
            <span className="small quiet">{terms.label('actor-types', content.type)}</span>
          )}
          {content.isPseudonymous === true && (
            <Chip icon={VenetianMask} tone="caution">
              {t('pseudonym')}
            </Chip>
          )}
        </div>
      }
      today={sections.map(
        ([title, records]) =>
          records.length > 0 && (
            <DetailSection key={title} title={title}>
              <MentionList records={records} />
            </DetailSection>
          ),
      )}
      links={{
        title: t('links'),
        of: 'actor',
        kinds: ['actor', 'place', 'incident', 'claim', 'source', 'collection'],
      }}
    >
      <Prose>{content.description}</Prose>
      {at === null && content.isPseudonymous === true && <EarlierNames of={record} />}
      {at === null && <RealName of={record} isPseudonymous={content.isPseudonymous === true} />}
      <Facts
        rows={[
          linesRow(
            say('member.functions'),
            content.functions?.map(({ what, period }) =>
              period === undefined ? what : `${what} · ${words(period)}`,
            ),
          ),
          linesRow(
            say('member.affiliations'),
            content.affiliations?.map(({ actor, period }) => {
              const group = groups.get(actor);
              return (
                <>
                  {group && <Mention record={group} />}{' '}
                  {period !== undefined && <span className="small quiet">{words(period)}</span>}
                </>
              );
            }),
          ),
          proseRow(say('member.note'), content.note),
        ]}
      />
    </RecordArticle>
  );
}

/** The way to all that the archive has about somebody. */
export function EverythingAbout({ reading: { at, onShow } }: { readonly reading: Reading<'everything'> }) {
  const { t } = useTranslation('persons');
  if (at !== null) return null;
  return (
    <Button icon={UserSearch} onPress={() => onShow('everything')}>
      {t('about.act')}
    </Button>
  );
}
