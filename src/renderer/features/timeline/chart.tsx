import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Timeline, TimelineLane } from '../../../shared/records/timeline.ts';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { ChartLane } from './record-lanes.ts';
import { bandsOf, mostRows } from './rows.ts';
import { useTimes } from './use-times.ts';
import { around, binsBetween, placeOf, ticksOf, timeAt, zoomed, moved, type Span } from './view.ts';

interface Props {
  readonly timeline: Omit<Timeline, 'lanes'> & { readonly lanes: readonly ChartLane[] };
  readonly view: Span;
  readonly width: number;
  readonly height: number;
  readonly chosen: Span | null;
  readonly onView: (view: Span) => void;
  readonly onChosen: (chosen: Span | null) => void;
  readonly onHover: (bin: Span | null) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

const axis = 44;
/** Pixels between two ticks at least. */
const apart = 62;

export function Chart({ timeline, view, width, height, ...props }: Props) {
  const { t } = useTranslation('timeline');
  const format = useFormats();
  const times = useTimes();
  const { edges, lanes, unit } = timeline;
  const plot = useRef<SVGSVGElement>(null);
  const began = useRef<number | null>(null);
  const laneHeight = Math.max(44, Math.min(190, Math.floor((height - axis) / Math.max(1, lanes.length))));
  const bandHeight = Math.max(6, Math.min(15, Math.floor(laneHeight / 9)));
  const most = Math.max(1, ...lanes.flatMap(({ sure }) => sure));
  const place = (time: number): number => placeOf(view, width, time);
  const ticks = ticksOf(view, width, apart);
  const whole = around[ticks[0]?.unit ?? 'year'];
  const mains = ticks.filter(({ isMain }) => isMain);
  const tall = axis + lanes.length * laneHeight;

  const timeOf = (event: { readonly clientX: number }): number =>
    timeAt(view, width, event.clientX - (plot.current?.getBoundingClientRect().left ?? 0));
  // A wheel that zooms does not scroll as well, which a listener of React cannot say.
  const latest = useRef({ view, width, onView: props.onView });
  useEffect(() => {
    latest.current = { view, width, onView: props.onView };
  });
  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      const { view: now, width: wide, onView } = latest.current;
      const notch = event.deltaMode === 1 ? 30 : 1;
      const across = (event.shiftKey ? event.deltaY : event.deltaX) * notch;
      if (event.shiftKey || Math.abs(across) > Math.abs(event.deltaY * notch)) {
        onView(moved(now, across / Math.max(1, wide)));
        return;
      }
      const at = timeAt(now, wide, event.clientX - element.getBoundingClientRect().left);
      onView(zoomed(now, at, 1.0018 ** Math.max(-400, Math.min(400, event.deltaY * notch))));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, []);

  const press = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    began.current = timeOf(event);
    props.onChosen(binsBetween(edges, began.current, began.current));
  };
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const time = timeOf(event);
    if (began.current === null) props.onHover(binsBetween(edges, time, time));
    else props.onChosen(binsBetween(edges, began.current, time));
  };

  return (
    <div className="timeline-chart" style={{ blockSize: `${String(tall)}px` }}>
      <p className="timeline-most micro numeric" aria-hidden>
        {t('tallest', { count: most, shown: format.number(most) })}
      </p>
      <ul className="timeline-names" style={{ paddingBlockStart: `${String(axis)}px` }}>
        {lanes.map((lane, at) => (
          <li key={at} style={{ blockSize: `${String(laneHeight)}px` }}>
            <LaneName lane={lane} />
          </li>
        ))}
      </ul>
      <div
        className="timeline-plot"
        role="application"
        aria-label={t('chart')}
        aria-describedby="timeline-keys"
        tabIndex={0}
        data-unit={unit}
        onKeyDown={props.onKey}
      >
        <svg
          ref={plot}
          aria-hidden
          width={width}
          height={tall}
          onPointerDown={press}
          onPointerMove={move}
          onPointerUp={() => (began.current = null)}
          onPointerCancel={() => (began.current = null)}
          onPointerLeave={() => props.onHover(null)}
        >
          <defs>
            <pattern
              id="timeline-doubt"
              width={6}
              height={6}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect className="timeline-doubt-ground" width={6} height={6} />
              <rect className="timeline-doubt-line" width={2} height={6} />
            </pattern>
          </defs>
          {lanes.map((_, at) => (
            <rect
              key={at}
              className={at % 2 === 0 ? 'timeline-lane' : 'timeline-lane timeline-lane-other'}
              y={axis + at * laneHeight}
              width={width}
              height={laneHeight}
            />
          ))}
          <g className="timeline-axis">
            {ticks.map(({ time, unit: of, isMain }) => (
              <g key={time} transform={`translate(${String(Math.round(place(time)) + 0.5)} 0)`}>
                <line
                  className={isMain ? 'timeline-tick timeline-tick-main' : 'timeline-tick'}
                  y1={isMain ? 2 : axis - 6}
                  y2={tall}
                />
                <text x={5} y={axis - 10}>
                  {times.tick(time, of)}
                </text>
              </g>
            ))}
            {whole !== null && (
              <>
                {/* What the left edge is of, unless the next begins too close to it. */}
                {(mains[0] === undefined || place(mains[0].time) > 110) && (
                  <text className="timeline-whole" x={5} y={16}>
                    {times.of(view.from, whole)}
                  </text>
                )}
                {mains.map(({ time }, at) => {
                  const next = mains[at + 1];
                  const isNarrow = next !== undefined && place(next.time) - place(time) < 100 && at % 2 === 1;
                  return isNarrow ? null : (
                    <text key={time} className="timeline-whole" x={place(time) + 5} y={16}>
                      {times.of(time, whole)}
                    </text>
                  );
                })}
              </>
            )}
          </g>
          {lanes.map((lane, at) => {
            const top = axis + at * laneHeight;
            const bands = bandsOf(lane.doubtful, place, width);
            const under =
              lane.doubtful.length > 0 ? Math.min(mostRows, rowsIn(bands)) * (bandHeight + 2) + 3 : 3;
            return (
              <g key={at}>
                <path
                  className={
                    lane.records === undefined ? 'timeline-bars' : 'timeline-bars timeline-bars-records'
                  }
                  d={bars(
                    lane,
                    edges,
                    place,
                    width,
                    top + laneHeight - under,
                    (laneHeight - under - 8) / most,
                  )}
                />
                {bands.map((band, index) => {
                  const y = top + laneHeight - under + 2 + band.row * (bandHeight + 2);
                  const wide = Math.max(4, band.to - band.from - 1);
                  // Beside the left end, where that is in view.
                  const isTold = wide > 40 && bandHeight >= 13 && band.from < width - 40;
                  return (
                    <g key={index}>
                      <rect
                        className="timeline-doubt"
                        x={band.from + 0.5}
                        width={wide}
                        y={y}
                        height={bandHeight}
                        rx={2}
                      />
                      {isTold && (
                        <text
                          className="timeline-doubt-count"
                          x={Math.max(band.from, 0) + 6}
                          y={y + bandHeight - 3.5}
                        >
                          {format.number(band.items)}
                        </text>
                      )}
                    </g>
                  );
                })}
              </g>
            );
          })}
          {props.chosen && (
            <rect
              className="timeline-chosen"
              x={place(props.chosen.from)}
              width={Math.max(2, place(props.chosen.to) - place(props.chosen.from))}
              y={axis - 4}
              height={tall - axis + 4}
            />
          )}
        </svg>
      </div>
    </div>
  );
}

const rowsIn = (bands: readonly { readonly row: number }[]): number =>
  Math.max(1, ...bands.map(({ row }) => row + 1));

/** One path for all of them: a thousand elements for each lane would be felt. */
function bars(
  { sure }: TimelineLane,
  edges: readonly number[],
  place: (time: number) => number,
  width: number,
  ground: number,
  each: number,
): string {
  return sure
    .map((items, at) => {
      const [from, to] = [place(edges[at] ?? 0), place(edges[at + 1] ?? 0)];
      if (items === 0 || to < 0 || from > width) return '';
      const wide = Math.max(1.5, to - from - 1);
      // A single item among thousands is seen as well.
      const tall = Math.max(3, items * each);
      return `M${from.toFixed(1)} ${ground.toFixed(1)}v${(-tall).toFixed(1)}h${wide.toFixed(1)}v${tall.toFixed(1)}z`;
    })
    .join('');
}

export function LaneName({ lane: { camera, cameras, items, records } }: { readonly lane: ChartLane }) {
  const { t } = useTranslation('timeline');
  const format = useFormats();
  return (
    <>
      <span className="timeline-camera">
        {records !== undefined ? (
          t(`records.${records}`)
        ) : camera !== null ? (
          <SafeText>{camera}</SafeText>
        ) : cameras === 0 ? (
          t('noCamera')
        ) : (
          t('otherCameras', { count: cameras })
        )}
      </span>
      <span className="quiet micro numeric">
        {records === undefined
          ? t('items', { ns: 'common', count: items })
          : t('total', { ns: 'records', count: items, number: format.number(items) })}
      </span>
    </>
  );
}
