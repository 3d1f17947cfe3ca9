import { FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/button.tsx';
import { useArchive } from '../../session/session.tsx';
import { TakeInDialog } from './take-in-dialog.tsx';

/** By the tools of the grid: what a table says of items. */
export function DescribeByTable() {
  const { t } = useTranslation('tables');
  const { access } = useArchive();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon={FileSpreadsheet}
        label={t('title.item')}
        isDisabled={access === 'read'}
        onPress={() => setOpen(true)}
      />
      {isOpen && <TakeInDialog kind="item" onClose={() => setOpen(false)} />}
    </>
  );
}
