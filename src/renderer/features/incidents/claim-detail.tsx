import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agreementOf } from '../../../shared/catalogue/agreement.ts';
import type { Claim } from '../../../shared/catalogue/claim.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { useHasDraft } from '../records/draft.ts';
import { LinksPanel } from '../records/links-panel.tsx';
import { Mention } from '../records/mention.tsx';
import { DetailSection, RecordActs, RecordState } from '../records/record-view.tsx';
import { Reviews } from '../records/reviews-editor.tsx';
import { Revisions } from '../records/revisions.tsx';
import { useMentions, useRecord } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { ClaimState, ForAndAgainst } from './claim-card.tsx';
import { ClaimEditor } from './claim-editor.tsx';

/** A statement, what speaks for it and against it, and who agrees. */
export function ClaimDetail({ id }: { readonly id: string }) {
  const [at, setAt] = useState<string | null>(null);
  const { data: record, error } = useRecord(id, at);
  const hasDraft = useHasDraft('claim', id);
  const [chosen, setChosen] = useState<boolean | 'kept'>('kept');
  if (error !== null) return <ErrorNotice error={error} />;
  if (!record) return null;
  const close = (): void => setChosen(false);
  if (chosen === 'kept' ? hasDraft : chosen)
    return <ClaimEditor record={record} onClose={close} onSaved={close} />;
  return <Reading record={record} at={at} onAt={setAt} onWrite={() => setChosen(true)} />;
}

interface ReadingProps {
  readonly record: RecordView;
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
  readonly onWrite: () => void;
}

function Reading({ record, at, onAt, onWrite }: ReadingProps) {
  const { t } = useTranslation('incidents');
  const { t: say } = useTranslation('records');
  const { access } = useArchive();
  const terms = useTerms();
  // On a day when it was not there yet it says nothing.
  const content = { statement: '', ...(record.content as Partial<Claim>) };
  const about = useMentions(content.about ?? []);
  const canWrite = access === 'write' && at === null && !record.isRemoved;
  const weighs = ['supports', 'contradicts'];
  return (
    <article className="record-view" aria-label={say('kind.claim')}>
      <header className="record-head">
        <div className="record-head-line">
          <span className="quiet small numeric">{record.number}</span>
          <div className="row">
            {canWrite && (
              <Button icon={PenLine} onPress={onWrite}>
                {say('edit')}
              </Button>
            )}
            <RecordActs record={record} at={at} onAt={onAt} />
          </div>
        </div>
        <RecordState record={record} at={at} onAt={onAt} />
        <h2 className="claim-statement">
          <SafeText multiline>{content.statement}</SafeText>
        </h2>
        <ClaimState content={content} />
        {about.size > 0 && (
          <ul className="record-names" aria-label={say('member.about')}>
            {[...about.values()].map((one) => (
              <li key={one.id}>
                <Mention record={one} />
              </li>
            ))}
          </ul>
        )}
      </header>
      {agreementOf(content.reviews) !== 'not-reviewed' && (
        <DetailSection title={t('parts.reviewers')}>
          <Reviews reviews={content.reviews} />
        </DetailSection>
      )}
      <Facts
        rows={[
          content.legal
            ? [
                say('member.legal'),
                content.legal.map((id) => terms.label('legal-references', id)).join(' · '),
              ]
            : null,
          content.riskFactors
            ? [
                say('member.riskFactors'),
                content.riskFactors.map((id) => terms.label('risk-factors', id)).join(' · '),
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
          <DetailSection title={t('parts.evidence')}>
            <ForAndAgainst links={record.links} />
            <LinksPanel
              of={{ id: record.id, kind: 'claim' }}
              // What weighs for and against stands above; here it can be taken away.
              links={record.links.toSorted(
                (one, other) => Number(weighs.includes(one.type)) - Number(weighs.includes(other.type)),
              )}
              kinds={['incident', 'assessment', 'source', 'text', 'place', 'actor', 'claim']}
            />
          </DetailSection>
          <Revisions record={record} onLook={onAt} />
        </>
      )}
    </article>
  );
}
