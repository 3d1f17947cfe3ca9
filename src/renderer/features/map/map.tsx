import { Frame, Layers, Minus, Plus, Scan, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Area, ItemFilter } from '../../../shared/records/item-row.ts';
import type { ItemRecord } from '../../../shared/records/item.ts';
import { precisionClasses, type NamedPlace, type PrecisionClass } from '../../../shared/records/map.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { useKept } from '../../session/use-kept.ts';
import { go } from '../../shell/route.ts';
import { useItem } from '../evidence/list.ts';
import { isNarrowed, useFilter } from '../evidence/use-filter.ts';
import { movedApart } from './apart.ts';
import type { Camera } from './camera.ts';
import { graphicsHere } from './gl-base.ts';
import { scaleBar } from './graticule.ts';
import { Groups } from './groups.tsx';
import { ItemsHere } from './items-here.tsx';
import { MapCanvas, type Mode } from './map-canvas.tsx';
import type { Pin } from './overlay.ts';
import { OwnMaps } from './own-maps.tsx';
import { PlaceSearch } from './place-search.tsx';
import { Placing, type Draft } from './placing.tsx';
import { SiteCard, SitesInView } from './sites-here.tsx';
import { useSites } from './sites.ts';
import { askedPlace, type Target } from './target.ts';
import { useClusters, useLabels, useOwnMaps, type Rest } from './use-map-data.ts';
import { useMetres } from './use-metres.ts';
import {
  areaOf,
  extentOf,
  metresOfPixel,
  pointOf,
  viewOf,
  zoomedAround,
  type Extent,
  type View,
} from './view.ts';
import './map.css';

/** What the panel shows beside the map. */
type Panel =
  | { readonly kind: 'groups' }
  | { readonly kind: 'area'; readonly bounds: Area; readonly count: number; readonly item: string | null }
  | { readonly kind: 'site'; readonly site: string }
  | { readonly kind: 'nowhere' };

const firstView: View = { longitude: 20, latitude: 30, zoom: 1.4 };
const noOne: ReadonlySet<string> = new Set();

/** Where everything was that has a position; what lies together, and how to say where something was. */
export function MapScreen() {
  const { t, i18n } = useTranslation('map');
  const { handle: archive, access } = useArchive();
  const language = i18n.language;
  const [filter, setFilter] = useFilter();
  const [kept, keep] = useKept<View | null>('map.view', null);
  const [asked, setAsked] = useKept<Target | null>(askedPlace, null);
  const [boundaries, setBoundaries] = useKept('map.boundaries', false);
  const [areSitesShown, setSitesShown] = useKept('map.places', true);
  const [hidden, setHidden] = useKept('map.hidden', noOne);
  const [rest, setRest] = useState<Rest | null>(null);
  const [graphics, setGraphics] = useState(graphicsHere);
  const [panel, setPanel] = useState<Panel>({ kind: 'groups' });
  const [hovered, setHovered] = useState<number | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>(asked ? 'place' : 'look');
  const [area, setArea] = useState<Extent | null>(null);
  const [target, setTarget] = useState<Target | null>(asked);
  const [draft, setDraft] = useState<Draft | null>(asked?.record?.asserted.position ?? null);
  const [precision, setPrecision] = useState<PrecisionClass>('vicinity');
  const [found, setFound] = useState<NamedPlace | null>(null);
  const [isLayering, setLayering] = useState(false);
  const camera = useRef<Camera>(null);
  const files = useOwnMaps();
  const tiles = useMemo(
    () => files.filter(({ id, detail }) => detail.kind === 'tiles' && !hidden.has(id)),
    [files, hidden],
  );
  const hasGazetteer = files.some(({ detail }) => detail.kind === 'gazetteer');
  const { data, error } = useClusters(filter, rest);
  const { data: labels = none } = useLabels(rest, hasGazetteer, language);
  const clusters = useMemo(() => movedApart(data?.clusters ?? none, data?.zoom ?? 0), [data]);
  const { data: sited } = useSites(rest, areSitesShown);
  const sites = areSitesShown ? (sited?.sites ?? none) : none;
  const site = panel.kind === 'site' ? sites.find(({ id }) => id === panel.site) : undefined;
  const { data: record } = useItem(active);
  const chosen =
    panel.kind === 'area' ? clusters.findIndex(({ bounds }) => isWithin(bounds, panel.bounds)) : -1;

  // The first time everything that is somewhere is in view, with what lies around it.
  const isPlaced = useRef(kept !== null);
  const extent = data?.extent ?? null;
  useEffect(() => {
    if (isPlaced.current || !extent || !camera.current || rest === null) return;
    isPlaced.current = true;
    const { size } = rest;
    camera.current.jump(viewOf(extent, size, 14, 0.4 * Math.min(size.width, size.height)));
  }, [extent, rest]);
  // What was asked for by another screen is begun once, where the item is known to have been.
  const isSized = rest !== null;
  useEffect(() => {
    const now = camera.current;
    if (!asked || !now || !isSized) return;
    const at = asked.record?.asserted.position ?? asked.record?.files[0]?.position;
    if (at) now.jump({ ...at, zoom: Math.max(11, now.view().zoom) });
    isPlaced.current ||= at !== null && at !== undefined;
    setAsked(null);
  }, [asked, setAsked, isSized]);

  const pins = pinsOf({ record: record ?? target?.record ?? null, draft, precision, found });
  const begin = (next: Target): void => {
    setTarget(next);
    setMode('place');
    const position = next.record?.asserted.position ?? null;
    setDraft(position);
    const known = precisionClasses.find(({ metres }) => metres === position?.precision);
    if (known) setPrecision(known.id);
  };
  const endPlacing = (): void => {
    setTarget(null);
    setDraft(null);
    setMode('look');
  };
  /** What was put somewhere is looked at where it is now. */
  const placed = (position: Draft): void => {
    const { latitude, longitude } = position;
    const bounds = { west: longitude, east: longitude, south: latitude, north: latitude };
    setPanel({ kind: 'area', bounds, count: target?.count ?? 1, item: target?.record?.id ?? null });
    setActive(target?.record?.id ?? null);
    endPlacing();
  };
  const open = (index: number | null): void => {
    const cluster = index === null ? undefined : clusters[index];
    setActive(cluster?.item ?? null);
    setPanel(
      cluster
        ? { kind: 'area', bounds: cluster.bounds, count: cluster.count, item: cluster.item }
        : { kind: 'groups' },
    );
  };
  const zoom = (by: number): void => {
    const now = camera.current;
    if (!now) return;
    const { width, height } = now.size();
    now.ease(zoomedAround(now.view(), now.size(), { x: width / 2, y: height / 2 }, by));
  };
  const fit = (bounds: Extent, most?: number): void => {
    const now = camera.current;
    if (now) now.ease(viewOf(bounds, now.size(), most));
  };
  const beginArea = (): void => {
    if (rest === null || mode === 'area') {
      setMode('look');
      setArea(null);
      return;
    }
    // Where it can be seen, for whoever moves it by keys.
    const { west, south, east, north } = extentOf(rest.view, rest.size);
    const [across, down] = [(east - west) / 4, (north - south) / 4];
    setArea({ west: west + across, east: east - across, south: south + down, north: north - down });
    setMode('area');
  };
  const takeArea = (next: Extent): void => {
    setMode('look');
    setArea(null);
    setPanel({ kind: 'groups' });
    setFilter((now) => ({ ...now, area: areaOf(next) }));
  };
  const showInEvidence = (change: Partial<ItemFilter>): void => {
    setFilter((now) => ({ ...now, ...change }));
    go('evidence');
  };
  const inView = useMemo(
    () =>
      rest === null
        ? []
        : clusters.flatMap((cluster, index) => {
            const { x, y } = pointOf(rest.view, rest.size, cluster.shownLongitude, cluster.shownLatitude);
            const isIn = x >= 0 && y >= 0 && x <= rest.size.width && y <= rest.size.height;
            return isIn ? [{ cluster, index }] : [];
          }),
    [clusters, rest],
  );
  const filterArea = filter.area ?? null;

  return (
    <div className="map-screen">
      <h1 className="visually-hidden">{t('title')}</h1>
      <div className="map-stage">
        <MapCanvas
          ref={camera}
          label={t('mapLabel')}
          describedBy="map-keys"
          language={language}
          first={kept ?? firstView}
          clusters={clusters}
          chosen={chosen === -1 ? null : chosen}
          hovered={hovered}
          sites={sites}
          chosenSite={site?.id ?? null}
          onSite={(id) => {
            setActive(null);
            setPanel({ kind: 'site', site: id });
          }}
          labels={labels}
          pins={pins}
          area={area ?? filterArea}
          mode={mode}
          boundaries={boundaries}
          tiles={tiles}
          onRest={(view, size) => {
            setRest({ view, size });
            keep(view);
          }}
          onCluster={open}
          onHover={setHovered}
          onPlace={setDraft}
          onArea={(next, isDone) => (isDone ? takeArea(next) : setArea(next))}
          onLeaveMode={() => {
            setArea(null);
            if (mode === 'place') endPlacing();
            else setMode('look');
          }}
          graphics={graphics}
          onGraphicsLost={() => setGraphics('none')}
        />
        <p id="map-keys" className="visually-hidden">
          {t('keys')}
        </p>
        <div className="map-top">
          <PlaceSearch
            hasGazetteer={hasGazetteer}
            onGo={(place) => {
              setFound(place);
              fit(around(place), 14);
            }}
          />
          {mode === 'area' && <p className="map-mode small">{t('areaHow')}</p>}
          {mode === 'place' && <p className="map-mode small">{t('placeHow')}</p>}
        </div>
        <div className="map-buttons" role="toolbar" aria-label={t('tools')} aria-orientation="vertical">
          <IconButton icon={Plus} label={t('zoomIn')} tone="plain" onPress={() => zoom(1)} />
          <IconButton icon={Minus} label={t('zoomOut')} tone="plain" onPress={() => zoom(-1)} />
          <IconButton
            icon={Scan}
            label={t('fitAll')}
            tone="plain"
            isDisabled={!extent}
            onPress={() => extent && fit(extent, 14)}
          />
          <IconButton
            icon={Frame}
            label={t('chooseArea')}
            tone={mode === 'area' ? 'primary' : 'plain'}
            onPress={beginArea}
          />
          <IconButton icon={Layers} label={t('layers')} tone="plain" onPress={() => setLayering(true)} />
        </div>
        <div className="map-foot">
          {rest !== null && <Scale rest={rest} />}
          <p className="map-notice">
            <span>{t('noOpinion')}</span>
            <span>{t('source')}</span>
            {tiles.map(({ id, detail }) =>
              graphics !== 'none' && detail.kind === 'tiles' && detail.attribution !== null ? (
                <span key={id}>
                  <SafeText>{detail.attribution}</SafeText>
                </span>
              ) : null,
            )}
          </p>
        </div>
      </div>
      <aside className="map-panel" aria-label={t('panel')}>
        {error !== null && <ErrorNotice error={error} />}
        {data && (
          <div className="map-summary">
            <p className="map-total numeric">{t('onMap', { count: data.total })}</p>
            {data.without > 0 && (
              <button type="button" className="map-link small" onClick={() => setPanel({ kind: 'nowhere' })}>
                {t('without', { count: data.without })}
              </button>
            )}
            {graphics === 'none' && <p className="small quiet">{t('plain')}</p>}
          </div>
        )}
        {isNarrowed(filter) && (
          <div className="map-filter">
            <p className="small">{filterArea ? t('narrowedArea') : t('narrowed')}</p>
            <div className="row">
              <Button size="small" onPress={() => go('evidence')}>
                {t('showInEvidence')}
              </Button>
              {filterArea && (
                <Button
                  size="small"
                  tone="quiet"
                  icon={X}
                  onPress={() => setFilter((now) => ({ ...now, area: null }))}
                >
                  {t('leaveArea')}
                </Button>
              )}
            </div>
          </div>
        )}
        {target ? (
          <Placing
            key={JSON.stringify(target.selection)}
            target={target}
            draft={draft}
            precision={precision}
            onDraft={setDraft}
            onPrecision={setPrecision}
            onPlaced={placed}
            onEnd={endPlacing}
          />
        ) : site ? (
          <SiteCard site={site} onBack={() => setPanel({ kind: 'groups' })} />
        ) : panel.kind === 'groups' || panel.kind === 'site' ? (
          <>
            <SitesInView
              sites={sites}
              total={sited?.total ?? 0}
              onOpen={(id) => setPanel({ kind: 'site', site: id })}
            />
            <Groups clusters={inView} onOpen={open} onHover={setHovered} />
          </>
        ) : (
          <ItemsHere
            key={`${archive} ${JSON.stringify(panel)}`}
            title={panel.kind === 'nowhere' ? t('nowhere') : null}
            filter={
              panel.kind === 'nowhere'
                ? { ...filter, area: null, position: false }
                : { ...filter, area: panel.bounds }
            }
            onBack={() => open(null)}
            {...(panel.kind === 'area' ? { onZoom: () => fit(panel.bounds, 17) } : {})}
            onShowAll={() =>
              showInEvidence(
                panel.kind === 'nowhere' ? { area: null, position: false } : { area: panel.bounds },
              )
            }
            onPlace={begin}
            onActive={setActive}
          />
        )}
        {access === 'read' && <p className="small quiet">{t('readOnly', { ns: 'evidence' })}</p>}
      </aside>
      {isLayering && (
        <OwnMaps
          files={files}
          hidden={hidden}
          boundaries={boundaries}
          sites={areSitesShown}
          onSites={setSitesShown}
          canDraw={graphics !== 'none'}
          onBoundaries={setBoundaries}
          onHide={(file, isHidden) => {
            const next = new Set(hidden);
            if (isHidden) next.add(file);
            else next.delete(file);
            setHidden(next);
          }}
          onClose={() => setLayering(false)}
        />
      )}
    </div>
  );
}

const none: readonly never[] = [];

function Scale({ rest: { view } }: { readonly rest: Rest }) {
  const metres = useMetres();
  const bar = scaleBar(metresOfPixel(view.zoom, view.latitude), 140);
  return (
    <p className="map-scale numeric" style={{ inlineSize: `${bar.pixels}px` }}>
      {metres(bar.metres)}
    </p>
  );
}

function pinsOf(now: {
  readonly record: ItemRecord | null;
  readonly draft: Draft | null;
  readonly precision: PrecisionClass;
  readonly found: NamedPlace | null;
}): readonly Pin[] {
  const { record, draft, precision, found } = now;
  const pins: Pin[] = [];
  const reading = record?.files[0]?.position;
  const said = record?.asserted.position;
  if (found) pins.push({ kind: 'found', ...found, radius: found.radius });
  if (reading) pins.push({ kind: 'reading', ...reading, radius: reading.accuracy });
  if (said && !draft) pins.push({ kind: 'asserted', ...said, radius: said.precision });
  const within = precisionClasses.find(({ id }) => id === precision)?.metres ?? null;
  if (draft) pins.push({ kind: 'draft', ...draft, radius: within });
  return pins;
}

function around({ latitude, longitude, radius }: NamedPlace): Extent {
  const down = Math.max(0.01, radius / 111_000);
  const across = down / Math.max(0.05, Math.cos((latitude * Math.PI) / 180));
  return {
    west: longitude - across,
    east: longitude + across,
    south: Math.max(-85, latitude - down),
    north: Math.min(85, latitude + down),
  };
}

const isWithin = (inner: Area, outer: Area): boolean =>
  inner.west >= outer.west &&
  inner.east <= outer.east &&
  inner.south >= outer.south &&
  inner.north <= outer.north;
