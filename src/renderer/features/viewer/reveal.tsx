import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';

/** Over a picture that somebody may not want to see: it is opened on purpose. */
export function Reveal({
  subject,
  onReveal,
}: {
  readonly subject: { readonly row: { readonly id: string } | null; readonly isHidden: boolean };
  readonly onReveal: (id: string) => void;
}) {
  const { t } = useTranslation('viewer');
  const { row, isHidden } = subject;
  if (!isHidden || !row) return null;
  return (
    <div className="viewer-reveal">
      <div className="viewer-reveal-box">
        <p>{t('graphic')}</p>
        <Button icon={Eye} onPress={() => onReveal(row.id)}>
          {t('reveal')}
        </Button>
      </div>
    </div>
  );
}
