import { X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import './chips.css';

interface Props {
  readonly label: string;
  readonly ids: readonly string[];
  readonly nameOf: (id: string) => string;
  readonly numberOf?: (id: string) => string | undefined;
  readonly onChange: (ids: readonly string[]) => void;
}

/** What was chosen, each to be taken away. */
export function Chips({ label, ids, nameOf, numberOf, onChange }: Props) {
  const { t } = useTranslation('records');
  if (ids.length === 0) return null;
  return (
    <ul className="record-chips" aria-label={label}>
      {ids.map((id) => (
        <li key={id}>
          {numberOf && <span className="quiet numeric">{numberOf(id)}</span>}
          <SafeText>{nameOf(id)}</SafeText>
          <AriaButton
            aria-label={t('takeAway', { name: plainText(nameOf(id)) })}
            onPress={() => onChange(ids.filter((other) => other !== id))}
          >
            <X aria-hidden size={12} />
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}
