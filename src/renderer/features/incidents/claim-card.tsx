import { useTranslation } from 'react-i18next';
import { agreementOf } from '../../../shared/catalogue/agreement.ts';
import type { Claim } from '../../../shared/catalogue/claim.ts';
import type { LinkView, RecordView } from '../../../shared/records/record.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { ItemTileList } from '../records/item-tile-list.tsx';
import { contentAt } from '../records/record-detail.tsx';
import { MentionList } from '../records/record-parts.tsx';
import { Reviews } from '../records/reviews-editor.tsx';
import { AgreementChip } from '../records/status-chip.tsx';
import { useTerms } from '../records/vocabularies.ts';
import { addressOfRecord } from '../records/where.ts';

/** A claim where it is about something: what it says, what speaks for it and against it, and who does not agree. */
export function ClaimCard({ claim }: { readonly claim: RecordView }) {
  const { t } = useTranslation('incidents');
  const content = contentAt(claim, 'claim');
  const agreement = agreementOf(content.reviews);
  return (
    <article className={`claim-card claim-card-${agreement}`} aria-label={claim.number}>
      <header className="row spread">
        <ClaimState content={content} />
        <a className="small" href={addressOfRecord(claim) ?? '#'}>
          <span className="numeric">{claim.number}</span> {t('claim.open')}
        </a>
      </header>
      <blockquote className="claim-statement">
        <SafeText multiline>{content.statement ?? ''}</SafeText>
      </blockquote>
      {agreement === 'contested' && (
        <Reviews reviews={content.reviews?.filter(({ agrees }) => agrees === false)} />
      )}
      <ForAndAgainst links={claim.links} />
    </article>
  );
}

export function ClaimState({ content }: { readonly content: Partial<Claim> }) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  return (
    <div className="row">
      <AgreementChip agreement={agreementOf(content.reviews)} />
      {content.certainty !== undefined && (
        <span className="small quiet">
          {t('member.certainty')}: {terms.label('certainty', content.certainty)}
        </span>
      )}
    </div>
  );
}

/** What supports a claim and what contradicts it, side by side. */
export function ForAndAgainst({ links }: { readonly links: readonly LinkView[] }) {
  const { t } = useTranslation('incidents');
  const sides = [
    ['supports', t('claim.supported')],
    ['contradicts', t('claim.contradicted')],
  ] as const;
  const told = links.filter(
    ({ type, end }) => end === 'to' && (type === 'supports' || type === 'contradicts'),
  );
  if (told.length === 0) return <p className="small quiet">{t('claim.bare')}</p>;
  return (
    <div className="claim-sides">
      {sides.map(([type, title]) => {
        const others = told.filter((link) => link.type === type).map(({ other }) => other);
        if (others.length === 0) return null;
        const items = others.filter(({ kind }) => kind === 'item').map(({ id }) => id);
        return (
          <section key={type} className={`claim-side claim-side-${type}`} aria-label={title}>
            <h4 className="record-subhead">{title}</h4>
            {items.length > 0 && <ItemTileList label={title} items={items} />}
            <MentionList records={others.filter(({ kind }) => kind !== 'item')} />
          </section>
        );
      })}
    </div>
  );
}
