import { EyeOff, Lock, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { Picture } from '../evidence/picture.tsx';
import { useDateWords } from './date-words.ts';
import type { ListedRecord } from './list-state.ts';
import { AgreementChip, StatusChip } from './status-chip.tsx';
import { useTerms } from './vocabularies.ts';
import './record-row.css';

interface Props {
  readonly row: ListedRecord;
  readonly isStill: boolean;
  readonly icon: LucideIcon;
  /** Vocabularies of what stands in `types` and `status`. */
  readonly typeVocabulary: string | null;
  readonly statusVocabulary: string;
}

/** Pixels. */
export const recordRowHeight = 88;

/** A record in a list: picture, name in the reader's language, what else it is called, and how it stands. */
export function RecordRowCell({ row, isStill, icon: Icon, typeVocabulary, statusVocabulary }: Props) {
  const { t } = useTranslation('records');
  const format = useFormats();
  const words = useDateWords();
  const terms = useTerms();
  const { shown } = row;
  const types = typeVocabulary === null ? row.types : row.types.map((id) => terms.label(typeVocabulary, id));
  const facts = [...types.slice(0, 2), ...(row.date === null ? [] : [words(row.date)])];
  return (
    <div className="record-row">
      <div className="record-row-picture">
        <Icon aria-hidden size={24} strokeWidth={1} />
        {isStill && shown && (
          <Picture key={shown.id} id={shown.id} thumbnail={shown.thumbnail} isBlurred={shown.isGraphic} />
        )}
        {shown?.isGraphic === true && <EyeOff className="evidence-mark" aria-hidden size={14} />}
      </div>
      <div className="record-row-words">
        <div className="record-row-name">
          <span className="record-row-called">
            <SafeText>{row.name}</SafeText>
          </span>
          {row.confidentiality === 'sealed' && <Lock aria-label={t('sealed')} size={12} />}
          {row.items > 0 && (
            <span className="record-row-count numeric">
              {t('itemCount', { count: row.items, number: format.number(row.items) })}
            </span>
          )}
        </div>
        {row.otherNames.length > 0 && (
          <div className="record-row-others">
            <SafeText>{row.otherNames.join(' · ')}</SafeText>
          </div>
        )}
        <div className="record-row-foot">
          <span className="numeric">{row.number}</span>
          {row.status !== null && <StatusChip status={row.status} vocabulary={statusVocabulary} />}
          {row.agreement === 'contested' && <AgreementChip agreement="contested" />}
          {facts.length > 0 && (
            <span className="record-row-facts">
              <SafeText>{facts.join(' · ')}</SafeText>
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
