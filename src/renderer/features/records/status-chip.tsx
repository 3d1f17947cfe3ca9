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
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agreement } from '../../../shared/catalogue/agreement.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { useTerms } from './vocabularies.ts';
import './status-chip.css';

type Tone = 'good' | 'caution' | 'bad' | 'quiet';

interface ChipProps {
  readonly icon: LucideIcon;
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** How something stands, in a word. */
export function Chip({ icon: Icon, tone, children }: ChipProps) {
  return (
    <span className={`record-status record-status-${tone}`}>
      <Icon aria-hidden size={14} strokeWidth={2} />
      {children}
    </span>
  );
}

/** Of `site-status`, by shape as well as by colour. */
const marks: Readonly<Record<string, readonly [LucideIcon, Tone]>> = {
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
    <Chip icon={Icon} tone={tone}>
      <SafeText>{terms.label(vocabulary, status)}</SafeText>
    </Chip>
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
    <Chip icon={Icon} tone={tone}>
      {t(`agreement.${agreement}`)}
    </Chip>
  );
}
