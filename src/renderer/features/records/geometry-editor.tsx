import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Geometry } from '../../../shared/catalogue/parts.ts';
import { readPosition } from '../../../shared/coordinates/read-position.ts';
import { Button } from '../../components/button.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { useFormats } from '../../i18n/format.ts';

/** Metres within which a place lies, in steps that a person can tell apart. */
const classes = ['10', '100', '1000', '10000', '100000'] as const;

const asText = ({ shape }: Geometry): string =>
  shape.type === 'Point' ? `${String(shape.coordinates[1])}, ${String(shape.coordinates[0])}` : '';

const pointOf = (longitude: number, latitude: number): Geometry['shape'] => ({
  type: 'Point',
  coordinates: [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))],
});

/** Where it lies, typed or pasted in any usual form, and how near that is. A line or an area that was brought in stays as it is. */
export function GeometryEditor({
  value: geometry,
  onChange,
}: {
  readonly value: Geometry | undefined;
  readonly onChange: (geometry: Geometry | undefined) => void;
}) {
  const { t } = useTranslation('records');
  const format = useFormats();
  const [typed, setTyped] = useState<string | null>(null);
  const isShape = geometry !== undefined && geometry.shape.type !== 'Point';
  const text = typed ?? (geometry ? asText(geometry) : '');
  const reading = text.trim() === '' ? null : readPosition(text);
  const take = (next: string): void => {
    setTyped(next);
    const read = readPosition(next);
    if (next.trim() === '') onChange(undefined);
    else if (read)
      onChange({
        ...geometry,
        shape: pointOf(read.longitude, read.latitude),
        precision: geometry?.precision ?? nearest(read.roughly),
      });
  };
  if (isShape)
    return (
      <p className="row small">
        {t(geometry.shape.type === 'Polygon' ? 'position.area' : 'position.line')}
        <Button size="small" icon={X} onPress={() => onChange(undefined)}>
          {t('position.takeAway')}
        </Button>
      </p>
    );
  return (
    <div className="record-name-line">
      <FieldText
        label={t('position.where')}
        value={text}
        onChange={take}
        onBlur={() => {
          if (reading) setTyped(null);
        }}
        error={text.trim() !== '' && !reading ? t('position.unread') : null}
        hint={
          reading
            ? t('position.read', {
                form: t(`position.forms.${reading.form}`),
                latitude: reading.latitude.toFixed(5),
                longitude: reading.longitude.toFixed(5),
              })
            : t('position.hint')
        }
      />
      {geometry && (
        <>
          <FieldSelect
            label={t('position.precision')}
            choices={classes.map((id) => ({
              id,
              label:
                Number(id) < 1000
                  ? t('position.metres', { metres: format.number(Number(id)) })
                  : t('position.kilometres', { kilometres: format.number(Number(id) / 1000) }),
            }))}
            value={geometry.precision === undefined ? null : classOf(geometry.precision)}
            placeholder={t('notSaid')}
            onChange={(precision) => onChange({ ...geometry, precision: Number(precision) })}
          />
          <FieldText
            label={t('position.basis')}
            value={geometry.basis}
            onChange={(basis) => onChange({ ...geometry, basis })}
          />
        </>
      )}
    </div>
  );
}

const classOf = (metres: number): (typeof classes)[number] =>
  classes.find((one) => Number(one) >= metres) ?? '100000';
const nearest = (metres: number): number => Number(classOf(metres));
