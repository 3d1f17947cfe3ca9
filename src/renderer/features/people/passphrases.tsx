import { useTranslation } from 'react-i18next';
import { FieldSecret } from '../../components/field.tsx';

/** Shorter ones are guessed in days, however slow each guess is made. */
const shortest = 12;

export interface Twice {
  readonly passphrase: string;
  readonly again: string;
}

export const emptyTwice: Twice = { passphrase: '', again: '' };

export const isUsable = ({ passphrase, again }: Twice): boolean =>
  passphrase.length >= shortest && passphrase === again;

interface Props {
  readonly value: Twice;
  readonly onChange: (value: Twice) => void;
}

/** A new passphrase, typed twice. */
export function Passphrases({ value, onChange }: Props) {
  const { t } = useTranslation('start');
  const secrets = { showLabel: t('showSecret'), hideLabel: t('hideSecret') };
  const { passphrase, again } = value;
  return (
    <div className="two-columns">
      <FieldSecret
        label={t('passphraseNew')}
        hint={t('passphraseHint')}
        value={passphrase}
        onChange={(text) => onChange({ ...value, passphrase: text })}
        error={
          passphrase !== '' && passphrase.length < shortest ? t('passphraseShort', { count: shortest }) : null
        }
        {...secrets}
      />
      <FieldSecret
        label={t('passphraseAgain')}
        value={again}
        onChange={(text) => onChange({ ...value, again: text })}
        error={again !== '' && again !== passphrase ? t('passphraseDiffers') : null}
        {...secrets}
      />
    </div>
  );
}
