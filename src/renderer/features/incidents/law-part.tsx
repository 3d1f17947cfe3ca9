import { useTranslation } from 'react-i18next';
import type { Claim } from '../../../shared/catalogue/claim.ts';
import { EditorPart } from '../records/editor.tsx';
import type { MembersOf } from '../records/members.ts';
import { TermsPicker } from '../records/term-picker.tsx';

/** Which law it touches, and which risk factors speak of it. */
export function LawPart({
  content,
  field,
}: Pick<MembersOf<Pick<Claim, 'legal' | 'riskFactors'>>, 'content' | 'field'>) {
  const { t } = useTranslation('incidents');
  return (
    <EditorPart
      title={t('parts.law')}
      isFolded={content.legal === undefined && content.riskFactors === undefined}
    >
      <TermsPicker {...field('legal')} vocabulary="legal-references" />
      <TermsPicker {...field('riskFactors')} vocabulary="risk-factors" />
    </EditorPart>
  );
}
