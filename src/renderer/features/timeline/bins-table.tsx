import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../shared/records/timeline.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { ChartLane } from './record-lanes.ts';
import { useTimes } from './use-times.ts';
import { fineness, possible } from './view.ts';

/** The same in words: each bin in which there is anything, by camera. */
export function BinsTable({
  timeline,
}: {
  readonly timeline: Omit<Timeline, 'lanes'> & { readonly lanes: readonly ChartLane[] };
}) {
  const { t } = useTranslation('timeline');
  const format = useFormats();
  const times = useTimes();
  const { edges, lanes, unit } = timeline;
  const maybe = lanes.map((_, lane) => possible(timeline, lane));
  const rows = edges
    .slice(0, -1)
    .map((_, bin) => bin)
    .filter((bin) => lanes.some(({ sure }, lane) => (sure[bin] ?? 0) + (maybe[lane]?.[bin] ?? 0) > 0));
  const cell = (sure: number, more: number): string =>
    more === 0
      ? sure === 0
        ? ''
        : format.number(sure)
      : t('cell', { sure: format.number(sure), more: format.number(more) });
  return (
    <div className="timeline-table" tabIndex={0} role="region" aria-label={t('table')}>
      <table>
        <caption className="visually-hidden">{t('tableHow')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`unit.${unit}`)}</th>
            {lanes.map(({ camera, cameras, records }, at) => (
              <th key={at} scope="col">
                {records !== undefined ? (
                  t(`records.${records}`)
                ) : camera !== null ? (
                  <SafeText>{camera}</SafeText>
                ) : cameras === 0 ? (
                  t('noCamera')
                ) : (
                  t('otherCameras', { count: cameras })
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((bin) => (
            <tr key={edges[bin]}>
              <th scope="row">{times.of(edges[bin] ?? 0, fineness[unit])}</th>
              {lanes.map(({ sure }, lane) => (
                <td key={lane} className="numeric">
                  {cell(sure[bin] ?? 0, maybe[lane]?.[bin] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
