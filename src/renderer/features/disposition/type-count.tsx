import { useTranslation } from 'react-i18next';
import { FieldText } from '../../components/field.tsx';

export const isCount = (typed: string, count: number): boolean => typed.trim() === String(count);

interface Props {
  readonly count: number;
  readonly typed: string;
  readonly onChange: (typed: string) => void;
}

/** A number that has to be typed is read: a button alone is pressed by habit. */
export function TypeCount({ count, typed, onChange }: Props) {
  const { t } = useTranslation('disposition');
  return (
    <FieldText
      label={t('typeCount')}
      value={typed}
      onChange={onChange}
      autoFocus
      maxLength={9}
      error={typed.trim() !== '' && !isCount(typed, count) ? t('typeCountWrong') : null}
    />
  );
}
