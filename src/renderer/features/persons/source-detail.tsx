import { BellRing, Package, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readEdtf } from '../../../shared/dates/edtf.ts';
import { Button } from '../../components/button.tsx';
import { Facts } from '../../components/page.tsx';
import { useDateWords } from '../records/date-words.ts';
import { Mention } from '../records/mention.tsx';
import { contentAt, RecordArticle, RecordDetail, type Reading } from '../records/record-detail.tsx';
import { Prose, proseRow, TitleHead } from '../records/record-parts.tsx';
import { DetailSection } from '../records/record-view.tsx';
import { Chip } from '../records/status-chip.tsx';
import { useMentions } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { EverythingAbout } from './actor-detail.tsx';
import { ConsentTable } from './consent-table.tsx';
import { PersonReportView } from './person-report.tsx';
import { EarlierNames } from './earlier-names.tsx';
import { RecallDialog } from './recall-dialog.tsx';
import { SourceEditor } from './source-editor.tsx';
import { WithdrawDialog, type Withdrawing } from './withdraw-dialog.tsx';

/** Who told or gave something, what they agreed to, and what they gave. */
export function SourceDetail({ id }: { readonly id: string }) {
  return (
    <RecordDetail<'everything'>
      id={id}
      kind="source"
      Editor={SourceEditor}
      other={(_, { record, onClose }) => <PersonReportView record={record} onClose={onClose} />}
    >
      {(reading) => <SourceArticle reading={reading} />}
    </RecordDetail>
  );
}

function SourceArticle({ reading }: { readonly reading: Reading<'everything'> }) {
  const { record, at, canWrite } = reading;
  const { t } = useTranslation('persons');
  const { t: say } = useTranslation('records');
  const terms = useTerms();
  const words = useDateWords();
  const [withdrawing, setWithdrawing] = useState<Withdrawing | null>(null);
  const [isRecalling, setRecalling] = useState(false);
  const content = contentAt(record, 'source');
  const mentions = useMentions(content.actor === undefined ? [] : [content.actor]);
  const actor = mentions.get(content.actor ?? '');
  const term = (name: 'reliability' | 'sourceReliability' | 'informationCredibility', vocabulary: string) => {
    const id = content[name];
    return id === undefined ? null : ([say(`member.${name}`), terms.label(vocabulary, id)] as const);
  };
  return (
    <>
      <RecordArticle
        reading={reading}
        head={
          <TitleHead
            number={record.number}
            title={content.title}
            glance={[
              content.connection === undefined ? null : terms.label('source-connections', content.connection),
              content.date === undefined ? null : words(content.date),
            ]}
          />
        }
        acts={<EverythingAbout reading={reading} />}
        marks={
          <div className="row">
            {content.wishesAnonymity === true && (
              <Chip icon={UserRoundX} tone="caution">
                {t('anonymous')}
              </Chip>
            )}
            {content.reviewOn !== undefined && <ReviewChip on={content.reviewOn} />}
            {actor && <Mention record={actor} />}
          </div>
        }
        links={{
          title: t('links'),
          of: 'source',
          kinds: ['incident', 'claim', 'assessment', 'text', 'place', 'actor'],
        }}
      >
        <Prose>{content.description}</Prose>
        {at === null && content.wishesAnonymity === true && <EarlierNames of={record} />}
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
            proseRow(say('member.note'), content.note),
          ]}
        />
      </RecordArticle>
      {withdrawing !== null && (
        <WithdrawDialog source={record} withdrawing={withdrawing} onClose={() => setWithdrawing(null)} />
      )}
      {isRecalling && <RecallDialog source={record.id} onClose={() => setRecalling(false)} />}
    </>
  );
}

/** When to ask again, and whether that is past. */
function ReviewChip({ on }: { readonly on: string }) {
  const { t } = useTranslation('persons');
  const words = useDateWords();
  const read = readEdtf(on);
  const isDue = read.ok && (read.earliest ?? '') <= new Date().toISOString().slice(0, 10);
  return (
    <Chip icon={BellRing} tone={isDue ? 'bad' : 'quiet'}>
      {isDue ? `${t('due')} · ${words(on)}` : t('reviewOn', { date: words(on) })}
    </Chip>
  );
}
