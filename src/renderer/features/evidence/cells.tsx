import { EyeOff, TriangleAlert } from 'lucide-react';
import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import type { RenderCell } from '../../components/item-grid/cell.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import type { ListedRow } from '../../../shared/records/item-row.ts';
import type { DefectCode } from '../../../shared/records/warning-codes.ts';
import type { Edited } from './list.ts';
import { KindIcon } from './kind-icon.tsx';
import { Picture } from './picture.tsx';

export const EditedContext = createContext<Edited>({});

const useNow = (row: ListedRow): ListedRow => ({ ...row, ...use(EditedContext)[row.id] });

interface CellContent {
  readonly row: ListedRow;
  readonly isStill: boolean;
}

function GridCell({ row, isStill }: CellContent) {
  const { t } = useTranslation('evidence');
  const now = useNow(row);
  return (
    <div className="evidence-cell">
      <div className="evidence-thumb">
        <KindIcon mediaType={row.mediaType} size={28} />
        {isStill && <Picture key={row.id} id={row.id} thumbnail={row.thumbnail} isBlurred={now.isGraphic} />}
        {now.isGraphic && <EyeOff className="evidence-mark" aria-label={t('graphic')} size={18} />}
        {row.defect !== null && <Defect code={row.defect} size={18} />}
      </div>
      <div className="evidence-cell-title">
        <SafeText>{now.title}</SafeText>
      </div>
      <div className="evidence-cell-foot">
        <span>{row.number}</span>
        <span className="evidence-cell-date">
          {now.captured === null ? '' : <SafeText>{dayOf(now.captured)}</SafeText>}
        </span>
      </div>
    </div>
  );
}

/** What is wrong with the file, for the eye and the pointer. */
function Defect({ code, size }: { readonly code: DefectCode; readonly size: number }) {
  const { t } = useTranslation('evidence');
  const words = t(`warningShort.${code}`);
  return (
    <span className="evidence-defect" title={words}>
      <TriangleAlert aria-label={words} size={size} />
    </span>
  );
}

/** Of a moment its day. A date that is less sure than that is shown whole: cut off it would say something else. */
const dayOf = (captured: string): string => captured.replace(/^(\d{4}-\d\d-\d\d)[T ].*$/s, '$1');

function ListCell({ row, isStill }: CellContent) {
  const { t } = useTranslation('evidence');
  const now = useNow(row);
  return (
    <div className="evidence-line">
      <div className="evidence-line-thumb">
        <KindIcon mediaType={row.mediaType} size={18} />
        {isStill && <Picture key={row.id} id={row.id} thumbnail={row.thumbnail} isBlurred={now.isGraphic} />}
      </div>
      <span className="numeric">{row.number}</span>
      <span className="evidence-line-title">
        <SafeText>{now.title}</SafeText>
        {now.isGraphic && <EyeOff aria-label={t('graphic')} size={14} />}
        {row.defect !== null && <Defect code={row.defect} size={14} />}
      </span>
      <span className="quiet numeric">
        {now.captured === null ? t('undated') : <SafeText>{now.captured.replace('T', ' ')}</SafeText>}
      </span>
      <span className="quiet">{row.camera !== null && <SafeText>{row.camera}</SafeText>}</span>
    </div>
  );
}

export const gridCell: RenderCell<ListedRow> = (row, isStill) => <GridCell row={row} isStill={isStill} />;
export const listCell: RenderCell<ListedRow> = (row, isStill) => <ListCell row={row} isStill={isStill} />;
