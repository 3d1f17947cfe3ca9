import { FileDown, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveOutcome } from '../host/save-text.ts';
import { Button, type Tone } from './button.tsx';
import { ErrorNotice } from './notice.tsx';
import './save-button.css';

interface Props {
  readonly save: () => Promise<SaveOutcome>;
  readonly onOutcome?: (outcome: SaveOutcome) => void;
  readonly children: ReactNode;
  readonly icon?: LucideIcon;
  readonly tone?: Tone;
  readonly size?: 'normal' | 'small';
}

/** Saves a file, and says beside itself when nothing came of it. */
export function SaveButton({ save, onOutcome, icon = FileDown, children, ...look }: Props) {
  const [outcome, setOutcome] = useState<SaveOutcome | null>(null);
  const [error, setError] = useState<unknown>(null);
  const press = async (): Promise<void> => {
    setOutcome(null);
    setError(null);
    try {
      const now = await save();
      setOutcome(now);
      onOutcome?.(now);
    } catch (thrown) {
      // What was to be saved could not be had.
      setError(thrown);
    }
  };
  return (
    <span className="save-button">
      <Button {...look} icon={icon} onPress={() => void press()}>
        {children}
      </Button>
      <NotSaved outcome={outcome} />
      {error !== null && <ErrorNotice error={error} />}
    </span>
  );
}

/** Nothing, as long as nothing is known to have gone wrong. */
export function NotSaved({ outcome }: { readonly outcome: SaveOutcome | null }) {
  const { t } = useTranslation('common');
  return (
    <span role="status" className="not-saved small">
      {outcome === 'cancelled' && t('notSaved')}
      {outcome === 'failed' && t('saveFailed')}
    </span>
  );
}
