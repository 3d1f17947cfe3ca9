import { useTranslation } from 'react-i18next';
import { agreementOf } from '../../../shared/catalogue/agreement.ts';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { contentAt, RecordArticle, RecordDetail, type Reading } from '../records/record-detail.tsx';
import { MentionList, proseRow } from '../records/record-parts.tsx';
import { DetailSection } from '../records/record-view.tsx';
import { Reviews } from '../records/reviews-editor.tsx';
import { useMentions } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { ClaimState, ForAndAgainst } from './claim-card.tsx';
import { ClaimEditor } from './claim-editor.tsx';

/** A statement, what speaks for it and against it, and who agrees. */
export function ClaimDetail({ id }: { readonly id: string }) {
  return (
    <RecordDetail id={id} kind="claim" Editor={ClaimEditor}>
      {(reading) => <ClaimArticle reading={reading} />}
    </RecordDetail>
  );
}

const weighs = ['supports', 'contradicts'];

function ClaimArticle({ reading }: { readonly reading: Reading }) {
  const { record } = reading;
  const { t } = useTranslation('incidents');
  const { t: say } = useTranslation('records');
  const terms = useTerms();
  const content = contentAt(record, 'claim');
  const about = useMentions(content.about ?? []);
  const labels = (vocabulary: string, ids: readonly string[] | undefined) =>
    ids?.map((id) => terms.label(vocabulary, id)).join(' · ');
  return (
    <RecordArticle
      reading={reading}
      head={<span className="quiet small numeric">{record.number}</span>}
      marks={
        <>
          <h2 className="claim-statement">
            <SafeText multiline>{content.statement ?? ''}</SafeText>
          </h2>
          <ClaimState content={content} />
          <MentionList records={[...about.values()]} label={say('member.about')} />
        </>
      }
      links={{
        title: t('parts.evidence'),
        of: 'claim',
        kinds: ['incident', 'assessment', 'source', 'text', 'place', 'actor', 'claim'],
        // What weighs for and against stands above; here it can be taken away.
        links: record.links.toSorted(
          (one, other) => Number(weighs.includes(one.type)) - Number(weighs.includes(other.type)),
        ),
        above: <ForAndAgainst links={record.links} />,
      }}
    >
      {agreementOf(content.reviews) !== 'not-reviewed' && (
        <DetailSection title={t('parts.reviewers')}>
          <Reviews reviews={content.reviews} />
        </DetailSection>
      )}
      <Facts
        rows={[
          proseRow(say('member.legal'), labels('legal-references', content.legal)),
          proseRow(say('member.riskFactors'), labels('risk-factors', content.riskFactors)),
          proseRow(say('member.note'), content.note),
        ]}
      />
    </RecordArticle>
  );
}
