import type { TFunction } from 'i18next';
import type { Geometry } from '../../../shared/catalogue/parts.ts';
import { middleOf } from '../../../shared/catalogue/shapes.ts';

/** Where something lies and how near that is, in a line. */
export function positionInWords({ shape, precision, basis }: Geometry, t: TFunction<'records'>): string {
  const [longitude, latitude] = middleOf(shape);
  const within =
    precision === undefined
      ? null
      : precision < 1000
        ? t('position.metres', { metres: String(precision) })
        : t('position.kilometres', { kilometres: String(precision / 1000) });
  return [
    `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`,
    ...(shape.type === 'Polygon'
      ? [t('position.area')]
      : shape.type === 'LineString'
        ? [t('position.line')]
        : []),
    ...(within === null ? [] : [`±\u00a0${within.replace(' ', '\u00a0')}`]),
    ...(basis === undefined ? [] : [basis]),
  ].join(' · ');
}
