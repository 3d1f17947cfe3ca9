import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  Flame,
  Hammer,
  PenLine,
  ShieldCheck,
  TriangleAlert,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Agreement } from '../../../shared/catalogue/agreement.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { useTerms } from './vocabularies.ts';
import './records.css';

/** Of `site-status`, by shape as well as by colour. */
const marks: Readonly<Record<string, readonly [LucideIcon, 'good' | 'caution' | 'bad' | 'quiet']>> = {
  'no-change-observed': [ShieldCheck, 'good'],
  threatened: [TriangleAlert, 'caution'],
  damaged: [Hammer, 'caution'],
  altered: [PenLine, 'caution'],
  destroyed: [Flame, 'bad'],
  'previously-destroyed': [Flame, 'quiet'],
};

/** What a status is, by its vocabulary. */
export function StatusChip({ status, vocabulary }: { readonly status: string; readonly vocabulary: string }) {
  const terms = useTerms();
  const [Icon, tone] = (vocabulary === 'site-status' ? marks[status] : undefined) ?? [CircleHelp, 'quiet'];
  return (
    <span className={`record-status record-status-${tone}`}>
      <Icon aria-hidden size={14} strokeWidth={2} />
      <SafeText>{terms.label(vocabulary, status)}</SafeText>
    </span>
  );
}

const agreements = {
  agreed: [CircleCheck, 'good'],
  contested: [UsersRound, 'bad'],
  'under-review': [CircleDashed, 'caution'],
} as const;

/** What those who were asked said of it; where nobody was asked, nothing. */
export function AgreementChip({ agreement }: { readonly agreement: Agreement | null }) {
  const { t } = useTranslation('records');
  if (agreement === null || agreement === 'not-reviewed') return null;
  const [Icon, tone] = agreements[agreement];
  return (
    <span className={`record-status record-status-${tone}`}>
      <Icon aria-hidden size={14} strokeWidth={2} />
      {t(`agreement.${agreement}`)}
    </span>
  );
}
