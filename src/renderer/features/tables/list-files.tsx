import { FileDown, FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import { isTableKind } from '../../../shared/catalogue/table-fields.ts';
import type { RecordFilter } from '../../../shared/records/record.ts';
import { IconButton } from '../../components/button.tsx';
import { useArchive } from '../../session/session.tsx';
import { TakeInDialog } from './take-in-dialog.tsx';
import { TakeOutDialog } from './take-out-dialog.tsx';

interface Props {
  readonly kind: RecordKind;
  readonly filter: RecordFilter;
  readonly total: number | null;
}

/** By the tools of a list: what comes into it from a file, and what leaves it as one. */
export function ListFiles({ kind, filter, total }: Props) {
  const { t } = useTranslation('tables');
  const { access } = useArchive();
  const [open, setOpen] = useState<'in' | 'out' | null>(null);
  const close = (): void => setOpen(null);
  const leaves = kind === 'place' || kind === 'incident' || kind === 'actor';
  return (
    <>
      {isTableKind(kind) && (
        <IconButton
          icon={FileSpreadsheet}
          label={t('takeIn')}
          isDisabled={access === 'read'}
          onPress={() => setOpen('in')}
        />
      )}
      {leaves && (
        <IconButton
          icon={FileDown}
          label={t('takeOut')}
          isDisabled={total === null || total === 0}
          onPress={() => setOpen('out')}
        />
      )}
      {open === 'in' && isTableKind(kind) && <TakeInDialog kind={kind} onClose={close} />}
      {open === 'out' && leaves && (
        <TakeOutDialog kind={kind} filter={filter} total={total ?? 0} onClose={close} />
      )}
    </>
  );
}
