import { useTranslation } from 'react-i18next';
import type { Place } from '../../../shared/catalogue/place.ts';
import { FieldText } from '../../components/field.tsx';
import { RowsEditor } from '../records/rows-editor.tsx';

interface Props {
  readonly value: Place['registers'];
  readonly onChange: (registers: readonly NonNullable<Place['registers']>[number][]) => void;
}

/** Numbers in registers, of a place or an object. */
export function RegistersEditor({ value, onChange }: Props) {
  const { t } = useTranslation('places');
  return (
    <RowsEditor
      label={t('register.registers')}
      add={t('register.add')}
      value={value}
      onChange={onChange}
      empty={{ register: '', number: '' }}
    >
      {({ field }) => (
        <div className="record-name-line">
          <FieldText label={t('register.register')} {...field('register')} />
          <FieldText label={t('register.number')} {...field('number')} />
        </div>
      )}
    </RowsEditor>
  );
}
