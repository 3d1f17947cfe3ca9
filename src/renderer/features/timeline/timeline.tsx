import {
  CalendarOff,
  ChevronLeft,
  ChevronRight,
  Images,
  Minus,
  Plus,
  Scan,
  SearchX,
  Table2,
  X,
} from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty } from '../../components/page.tsx';
import { useKept } from '../../session/use-kept.ts';
import { useDateWords } from '../records/date-words.ts';
import { go } from '../../shell/route.ts';
import { isNarrowed, useFilter } from '../evidence/use-filter.ts';
import { everything } from '../evidence/list.ts';
import { BinsTable } from './bins-table.tsx';
import { Chart } from './chart.tsx';
import { useTimes } from './use-times.ts';
import { recordLanes } from './record-lanes.ts';
import { useChosen, useRecordTimes, useTimeline } from './use-timeline.ts';
import {
  binAt,
  binsBetween,
  edtfOf,
  firstView,
  moved,
  placeOf,
  possible,
  wholeOf,
  within,
  zoomed,
  type Span,
} from './view.ts';
import './timeline.css';

/** Of the room that lanes take, for their names. */
const names = 208;

const nothingYet: readonly number[] = [];

/** All of both. */
const joined = (items: Span | null, records: Span | null): Span | null =>
  items && records
    ? { from: Math.min(items.from, records.from), to: Math.max(items.to, records.to) }
    : (items ?? records);
const isSame = (one: Span, other: Span): boolean => one.from === other.from && one.to === other.to;

/** When everything was captured, as far as it is known. */
export function TimelineScreen() {
  const { t } = useTranslation('timeline');
  const times = useTimes();
  const dateWords = useDateWords();
  const [narrowed, setFilter] = useFilter();
  // As a facet does not count by itself, so that another time can be chosen.
  const filter = { ...narrowed, date: null, undated: false };
  const [kept, keep] = useKept<Span | null>('timeline.view', null);
  const [chosen, setChosen] = useKept<Span | null>('timeline.chosen', null);
  const [hovered, setHovered] = useState<Span | null>(null);
  const [isTable, setTable] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const watch = new ResizeObserver(() =>
      setSize({ width: Math.max(0, element.clientWidth - names), height: element.clientHeight }),
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  // What is recorded may lie beyond what was captured, and is in sight as well.
  const { data: ever } = useRecordTimes(nothingYet);
  const [reach, setReach] = useState<Span | null>(null);
  const { data, error } = useTimeline(filter, kept ?? reach, size.width);
  const { data: recorded } = useRecordTimes(data?.edges ?? nothingYet);
  const count = useChosen(filter, chosen);
  const isFiltered = isNarrowed(filter);
  // A search that finds nothing says so, whatever is recorded.
  const isNotFound = isFiltered && data?.total === 0;
  const extent = isNotFound ? null : joined(data?.extent ?? null, ever?.extent ?? null);
  const isWider = extent !== null && data && !(data.extent && isSame(extent, data.extent));
  if (isWider && (reach === null || !isSame(reach, wholeOf(extent)))) setReach(wholeOf(extent));
  const lanes = recordLanes(recorded?.lanes ?? [], data?.edges ?? []);
  const shown = data && { ...data, lanes: [...lanes, ...data.lanes] };
  const view =
    extent === null ? null : kept === null ? firstView(extent, data?.edges ?? []) : within(kept, extent);
  const edges = data?.edges ?? [];
  const show = (next: Span): void => {
    if (extent) keep(within(next, extent));
  };
  const middle = view === null ? 0 : (view.from + view.to) / 2;
  const zoom = (by: number): void => {
    if (view) show(zoomed(view, middle, by));
  };
  /** By keys: one end stays where it is. */
  const stretch = (by: number): void => {
    if (edges.length < 2 || view === null) return;
    if (chosen === null) {
      setChosen(binsBetween(edges, middle, middle));
      return;
    }
    const last = Math.max(binAt(edges, chosen.from), binAt(edges, chosen.to - 1) + by);
    const next = { from: chosen.from, to: edges[last + 1] ?? chosen.to };
    setChosen(next);
    if (next.to > view.to) show(moved(view, 0.25));
  };
  const showInEvidence = (): void => {
    if (!chosen) return;
    setFilter((now) => ({ ...now, date: edtfOf(chosen), undated: false }));
    go('evidence');
  };
  const showUndated = (): void => {
    setFilter((now) => ({ ...now, date: null, undated: true }));
    go('evidence');
  };
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => zoom(0.5),
    '=': () => zoom(0.5),
    '-': () => zoom(2),
    ArrowLeft: () => view && show(moved(view, -0.125)),
    ArrowRight: () => view && show(moved(view, 0.125)),
    Home: () => keep(null),
    Escape: () => setChosen(null),
    Enter: showInEvidence,
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act =
      event.shiftKey && event.key === 'ArrowRight'
        ? () => stretch(1)
        : event.shiftKey && event.key === 'ArrowLeft'
          ? () => stretch(-1)
          : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <div className="timeline">
      <header className="timeline-tools">
        <h1 className="timeline-title">{t('title')}</h1>
        <div className="timeline-buttons" role="toolbar" aria-label={t('tools')}>
          <IconButton
            icon={ChevronLeft}
            label={t('earlier')}
            isDisabled={!view}
            onPress={() => keys['ArrowLeft']?.()}
          />
          <IconButton
            icon={ChevronRight}
            label={t('later')}
            isDisabled={!view}
            onPress={() => keys['ArrowRight']?.()}
          />
          <IconButton icon={Plus} label={t('zoomIn')} isDisabled={!view} onPress={() => zoom(0.5)} />
          <IconButton icon={Minus} label={t('zoomOut')} isDisabled={!view} onPress={() => zoom(2)} />
          <IconButton icon={Scan} label={t('whole')} isDisabled={kept === null} onPress={() => keep(null)} />
        </div>
        {data && view && (
          <ul className="timeline-legend small" aria-label={t('legend')}>
            <li>
              <span aria-hidden className="timeline-key timeline-key-sure" />
              {t('sure', { unit: t(`unitOf.${data.unit}`) })}
            </li>
            <li>
              <span aria-hidden className="timeline-key timeline-key-doubt" />
              {t('doubt')}
            </li>
          </ul>
        )}
        <ToggleButton
          className="button button-plain button-normal timeline-toggle"
          isSelected={isTable}
          onChange={setTable}
          isDisabled={!view}
        >
          <Table2 aria-hidden size={16} strokeWidth={1.75} />
          <span>{t('asTable')}</span>
        </ToggleButton>
      </header>
      {isFiltered && (
        <p className="timeline-narrowed small">
          {t('narrowed')}
          <Button size="small" tone="quiet" icon={X} onPress={() => setFilter(() => everything)}>
            {t('showAll')}
          </Button>
        </p>
      )}
      {narrowed.date != null && chosen === null && (
        <p className="timeline-narrowed small">
          {t('dateNarrowed', { date: dateWords(narrowed.date) })}
          <Button
            size="small"
            tone="quiet"
            icon={X}
            onPress={() => setFilter((now) => ({ ...now, date: null }))}
          >
            {t('allTimes')}
          </Button>
        </p>
      )}
      <p id="timeline-keys" className="visually-hidden">
        {t('keys')}
      </p>
      <div ref={stage} className="timeline-stage">
        {error !== null && <ErrorNotice error={error} />}
        {shown && view && !isTable && size.width > 0 && (
          <Chart
            timeline={shown}
            view={view}
            width={size.width}
            height={size.height}
            chosen={chosen}
            onView={show}
            onChosen={setChosen}
            onHover={setHovered}
            onKey={press}
          />
        )}
        {shown && view && isTable && <BinsTable timeline={shown} />}
        {data && !view && (
          <Empty
            icon={data.total > 0 ? CalendarOff : isFiltered ? SearchX : Images}
            title={
              data.total > 0
                ? t('noneDated')
                : isFiltered
                  ? t('notFound', { ns: 'evidence' })
                  : t('empty', { ns: 'evidence' })
            }
          >
            <p>
              {data.total > 0
                ? t('noneDatedBody')
                : isFiltered
                  ? t('notFoundBody', { ns: 'evidence' })
                  : t('emptyBody', { ns: 'evidence' })}
            </p>
            {data.total === 0 && !isFiltered && (
              <a className="button button-primary" href="#/take-in">
                {t('takeIn', { ns: 'evidence' })}
              </a>
            )}
          </Empty>
        )}
      </div>
      {data && view && (
        <footer className="timeline-summary">
          <div className="timeline-told" role="status">
            {chosen && count.data ? (
              <p className="numeric">
                <strong>{t('items', { ns: 'common', count: count.data.items })}</strong> {times.span(chosen)}
                {count.data.beyond > 0 && (
                  <span className="quiet small">{t('beyond', { count: count.data.beyond })}</span>
                )}
              </p>
            ) : (
              <p className="quiet">{t('how')}</p>
            )}
          </div>
          {chosen && (
            <div className="row">
              <Button size="small" tone="primary" icon={Images} onPress={showInEvidence}>
                {t('showInEvidence')}
              </Button>
              <Button size="small" icon={Plus} onPress={() => show(chosen)}>
                {t('zoomTo')}
              </Button>
              <Button size="small" tone="quiet" icon={X} onPress={() => setChosen(null)}>
                {t('leave')}
              </Button>
            </div>
          )}
          {!chosen && (
            <div className="timeline-rest small quiet numeric">
              {hovered && placeOf(view, size.width, hovered.from) < size.width
                ? t('bin', { span: times.span(hovered), ...inBin(data, hovered) })
                : data.undated > 0 && (
                    <Button size="small" tone="quiet" icon={Images} onPress={showUndated}>
                      {t('undated', { count: data.undated })}
                    </Button>
                  )}
            </div>
          )}
        </footer>
      )}
    </div>
  );
}

function inBin(timeline: NonNullable<ReturnType<typeof useTimeline>['data']>, { from }: Span) {
  const bin = binAt(timeline.edges, from);
  let [sure, more] = [0, 0];
  timeline.lanes.forEach((lane, at) => {
    sure += lane.sure[bin] ?? 0;
    more += possible(timeline, at)[bin] ?? 0;
  });
  return { sure, more };
}
