import { BellRing, Package, PenLine, UserRoundX, UserSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '../../../shared/catalogue/people.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { readEdtf } from '../../../shared/dates/edtf.ts';
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
import { useMentions, useRecord } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { ConsentTable } from './consent-table.tsx';
import { PersonReportView } from './person-report.tsx';
import { RecallDialog } from './recall-dialog.tsx';
import { SourceEditor } from './source-editor.tsx';
import { WithdrawDialog, type Withdrawing } from './withdraw-dialog.tsx';

/** Who told or gave something, what they agreed to, and what they gave. */
export function SourceDetail({ id }: { readonly id: string }) {
  const [at, setAt] = useState<string | null>(null);
  const { data: record, error } = useRecord(id, at);
  const hasDraft = useHasDraft('source', id);
  const [shown, setShown] = useState<'kept' | 'record' | 'editor' | 'everything'>('kept');
  if (error !== null) return <ErrorNotice error={error} />;
  if (!record) return null;
  const close = (): void => setShown('record');
  if (shown === 'everything') return <PersonReportView record={record} onClose={close} />;
  if (shown === 'editor' || (shown === 'kept' && hasDraft))
    return <SourceEditor record={record} onClose={close} onSaved={close} />;
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
  const [withdrawing, setWithdrawing] = useState<Withdrawing | null>(null);
  const [isRecalling, setRecalling] = useState(false);
  const content: Partial<Source> = record.content;
  const mentions = useMentions(content.actor === undefined ? [] : [content.actor]);
  const actor = mentions.get(content.actor ?? '');
  const canWrite = access === 'write' && at === null && !record.isRemoved;
  const term = (name: 'reliability' | 'sourceReliability' | 'informationCredibility', vocabulary: string) => {
    const id = content[name];
    return id === undefined ? null : ([say(`member.${name}`), terms.label(vocabulary, id)] as const);
  };
  return (
    <article className="record-view" aria-label={say('kind.source')}>
      <header className="record-head">
        <div className="record-head-line">
          <div>
            <span className="quiet small numeric">{record.number}</span>
            <h2>
              <SafeText>{content.title ?? ''}</SafeText>
            </h2>
            <p className="incident-when">
              {[
                content.connection === undefined
                  ? null
                  : terms.label('source-connections', content.connection),
                content.date === undefined ? null : words(content.date),
              ]
                .filter((one) => one !== null)
                .join(' · ')}
            </p>
          </div>
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
          {content.wishesAnonymity === true && (
            <span className="record-status record-status-caution">
              <UserRoundX aria-hidden size={14} strokeWidth={2} />
              {t('anonymous')}
            </span>
          )}
          {content.reviewOn !== undefined && <ReviewChip on={content.reviewOn} />}
          {actor && <Mention record={actor} />}
        </div>
      </header>
      {content.description !== undefined && (
        <p className="incident-narrative">
          <SafeText multiline>{content.description}</SafeText>
        </p>
      )}
      <DetailSection
        title={t('consent.of')}
        actions={
          at === null && (
            <Button size="small" tone="quiet" icon={Package} onPress={() => setRecalling(true)}>
              {t('withdrawal.show')}
            </Button>
          )
        }
      >
        <ConsentTable consents={content.consents ?? []} onWithdraw={canWrite ? setWithdrawing : null} />
      </DetailSection>
      <Facts
        rows={[
          term('reliability', 'reliability'),
          term('sourceReliability', 'source-reliability'),
          term('informationCredibility', 'information-credibility'),
          content.languages ? [say('member.languages'), content.languages.join(', ')] : null,
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
          <DetailSection title={t('links')}>
            <LinksPanel
              of={{ id: record.id, kind: 'source' }}
              links={record.links}
              kinds={['incident', 'claim', 'assessment', 'text', 'place', 'actor']}
            />
          </DetailSection>
          <Revisions record={record} onLook={onAt} />
        </>
      )}
      {withdrawing !== null && (
        <WithdrawDialog source={record} withdrawing={withdrawing} onClose={() => setWithdrawing(null)} />
      )}
      {isRecalling && <RecallDialog source={record.id} onClose={() => setRecalling(false)} />}
    </article>
  );
}

/** When to ask again, and whether that is past. */
function ReviewChip({ on }: { readonly on: string }) {
  const { t } = useTranslation('persons');
  const words = useDateWords();
  const read = readEdtf(on);
  const isDue = read.ok && (read.earliest ?? '') <= new Date().toISOString().slice(0, 10);
  return (
    <span className={`record-status record-status-${isDue ? 'bad' : 'quiet'}`}>
      <BellRing aria-hidden size={14} strokeWidth={2} />
      {isDue ? `${t('due')} · ${words(on)}` : t('reviewOn', { date: words(on) })}
    </span>
  );
}
