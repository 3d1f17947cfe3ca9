import { PenLine, UserSearch, VenetianMask } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Actor } from '../../../shared/catalogue/people.ts';
import type { RecordMention, RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { useDateWords } from '../records/date-words.ts';
import { useHasDraft } from '../records/draft.ts';
import { LinksPanel } from '../records/links-panel.tsx';
import { Mention } from '../records/mention.tsx';
import { NamesHead } from '../records/names-head.tsx';
import { DetailSection, RecordActs, RecordState } from '../records/record-view.tsx';
import { Revisions } from '../records/revisions.tsx';
import { useMentions, useRecord } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { ActorEditor } from './actor-editor.tsx';
import { PersonReportView } from './person-report.tsx';
import { RealName } from './real-name.tsx';

/** All that is known of a person, group, unit or organisation. */
export function ActorDetail({ id }: { readonly id: string }) {
  const [at, setAt] = useState<string | null>(null);
  const { data: record, error } = useRecord(id, at);
  const hasDraft = useHasDraft('actor', id);
  const [shown, setShown] = useState<'kept' | 'record' | 'editor' | 'everything'>('kept');
  if (error !== null) return <ErrorNotice error={error} />;
  if (!record) return null;
  const close = (): void => setShown('record');
  if (shown === 'everything') return <PersonReportView record={record} onClose={close} />;
  if (shown === 'editor' || (shown === 'kept' && hasDraft))
    return <ActorEditor record={record} onClose={close} onSaved={close} />;
  return <Reading record={record} at={at} onAt={setAt} onShow={setShown} />;
}

interface ReadingProps {
  readonly record: RecordView;
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
  readonly onShow: (shown: 'editor' | 'everything') => void;
}

function Reading({ record, at, onAt, onShow }: ReadingProps) {
  const { t } = useTranslation('persons');
  const { t: say } = useTranslation('records');
  const { access } = useArchive();
  const terms = useTerms();
  const words = useDateWords();
  // On a day when it was not there yet it has no name.
  const content: Actor = { names: [], ...(record.content as Partial<Actor>) };
  const groups = useMentions((content.affiliations ?? []).map(({ actor }) => actor));
  const canWrite = access === 'write' && at === null && !record.isRemoved;
  const naming = (member: string, kind: string): readonly RecordMention[] =>
    record.namedBy
      .filter((one) => one.member === member && one.record.kind === kind)
      .map((one) => one.record);
  const sections = [
    [t('sources'), naming('actor', 'source')],
    [t('incidents'), naming('acts', 'incident')],
    [t('members'), naming('affiliations', 'actor')],
    [t('others'), [...naming('about', 'claim'), ...naming('members', 'collection')]],
  ] as const;
  return (
    <article className="record-view" aria-label={say('kind.actor')}>
      <header className="record-head">
        <div className="record-head-line">
          <NamesHead number={record.number} names={content.names} />
          <div className="row">
            {canWrite && (
              <Button icon={PenLine} onPress={() => onShow('editor')}>
                {say('edit')}
              </Button>
            )}
            {at === null && (
              <Button icon={UserSearch} onPress={() => onShow('everything')}>
                {t('about.act')}
              </Button>
            )}
            <RecordActs record={record} at={at} onAt={onAt} />
          </div>
        </div>
        <RecordState record={record} at={at} onAt={onAt} />
        <div className="row">
          {content.type !== undefined && (
            <span className="small quiet">{terms.label('actor-types', content.type)}</span>
          )}
          {content.isPseudonymous === true && (
            <span className="record-status record-status-caution">
              <VenetianMask aria-hidden size={14} strokeWidth={2} />
              {t('pseudonym')}
            </span>
          )}
        </div>
      </header>
      {content.description !== undefined && (
        <p className="incident-narrative">
          <SafeText multiline>{content.description}</SafeText>
        </p>
      )}
      {at === null && <RealName of={record} isPseudonymous={content.isPseudonymous === true} />}
      <Facts
        rows={[
          content.functions
            ? [
                say('member.functions'),
                content.functions.map(({ what, period }, index) => (
                  <div key={index}>
                    <SafeText>
                      {[what, ...(period === undefined ? [] : [words(period)])].join(' · ')}
                    </SafeText>
                  </div>
                )),
              ]
            : null,
          content.affiliations
            ? [
                say('member.affiliations'),
                content.affiliations.map(({ actor, period }, index) => {
                  const group = groups.get(actor);
                  return (
                    <div key={index}>
                      {group && <Mention record={group} />}{' '}
                      {period !== undefined && <span className="small quiet">{words(period)}</span>}
                    </div>
                  );
                }),
              ]
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
      {at === null && (
        <>
          {sections.map(
            ([title, records]) =>
              records.length > 0 && (
                <DetailSection key={title} title={title}>
                  <ul className="record-link-list">
                    {records.map((one) => (
                      <li key={one.id}>
                        <Mention record={one} />
                      </li>
                    ))}
                  </ul>
                </DetailSection>
              ),
          )}
          <DetailSection title={t('links')}>
            <LinksPanel
              of={{ id: record.id, kind: 'actor' }}
              links={record.links}
              kinds={['actor', 'place', 'incident', 'claim', 'source', 'collection']}
            />
          </DetailSection>
          <Revisions record={record} onLook={onAt} />
        </>
      )}
    </article>
  );
}
