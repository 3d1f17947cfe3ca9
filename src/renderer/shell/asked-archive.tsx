import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/dialog.tsx';
import { SafeText } from '../components/safe-text.tsx';
import { OpenDialog } from '../features/start/open-archive.tsx';
import { useUnsaved } from '../features/records/draft.ts';
import { useSession } from '../session/session.tsx';

/** An archive that is opened from outside while the window is there: by double click, by a second start, by the system's menu. */
export function AskedArchive() {
  const { t } = useTranslation('shell');
  const { host, archive, lock } = useSession();
  const unsaved = useUnsaved();
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => host.onOpenRequest(setAsked), [host]);
  if (asked === null || asked === archive?.path) return null;
  const forget = (): void => setAsked(null);
  if (!archive) return <OpenDialog key={asked} path={asked} onClose={forget} />;
  return (
    <ConfirmDialog
      isOpen
      size="small"
      title={t('askedTitle')}
      action={t('askedAction')}
      onClose={forget}
      onConfirm={() => void lock()}
    >
      <p>
        <SafeText>{asked}</SafeText>
      </p>
      <p className="quiet">{t('askedBody', { name: archive.name })}</p>
      {unsaved > 0 && <p>{t('unsavedGoes', { count: unsaved })}</p>}
    </ConfirmDialog>
  );
}
