import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { ListedMapFile, MapLabel } from '../../../shared/records/map.ts';
import { formats } from '../../i18n/format.ts';
import { useTheme } from '../../shell/theme.ts';
import type { Placed } from './apart.ts';
import type { BaseMap, Look } from './base.ts';
import { openCamera, type Camera } from './camera.ts';
import { readColors, type MapColors } from './colors.ts';
import { openGlBase, type Graphics } from './gl-base.ts';
import { listenToGestures } from './gestures.ts';
import { clusterAt, drawMarks, type Marks, type Pin } from './overlay.ts';
import { siteAt, type Site } from './sites.ts';
import { openPlainBase } from './plain-base.ts';
import { extentOf, placeAt, type Extent, type Point, type Size, type View } from './view.ts';

/** What a press on the map means. */
export type Mode = 'look' | 'area' | 'place';

interface Props {
  readonly ref: Ref<Camera>;
  readonly label: string;
  readonly describedBy: string;
  readonly language: string;
  readonly first: View;
  readonly clusters: readonly Placed[];
  readonly chosen: number | null;
  readonly hovered: number | null;
  readonly sites: readonly Site[];
  readonly chosenSite: string | null;
  readonly labels: readonly MapLabel[];
  readonly pins: readonly Pin[];
  readonly area: Extent | null;
  readonly mode: Mode;
  readonly boundaries: boolean;
  readonly tiles: readonly ListedMapFile[];
  readonly onRest: (view: View, size: Size) => void;
  readonly onCluster: (index: number | null) => void;
  readonly onSite: (id: string) => void;
  readonly onHover: (index: number | null) => void;
  readonly onPlace: (place: { readonly latitude: number; readonly longitude: number }) => void;
  /** While an area is drawn, and when it is. */
  readonly onArea: (area: Extent, isDone: boolean) => void;
  readonly onLeaveMode: () => void;
  readonly graphics: Graphics;
  /** It was promised, and is not there (any more). */
  readonly onGraphicsLost: () => void;
}

type Shown = Omit<Props, 'ref'>;

/** Map, marks and gestures. What it shows is handed in; where it looks is kept here, and told when it rests. */
export function MapCanvas({ ref, ...props }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLDivElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  const drawn = useRef<{ base: BaseMap | null; colors: MapColors | null; look: string | null }>({
    base: null,
    colors: null,
    look: null,
  });
  const [camera] = useState(() => openCamera(props.first));
  useImperativeHandle(ref, () => camera, [camera]);
  const scheme = useScheme();
  const { boundaries, tiles, language, graphics } = props;
  // A canvas is quicker where there is no graphics card, but knows nothing of a person's own maps.
  const kind = graphics === 'fast' || (graphics === 'slow' && tiles.length > 0) ? 'gl' : 'plain';

  useEffect(() => {
    latest.current = props;
    camera.redraw();
  });

  useEffect(() => {
    const [outer, canvas] = [box.current, marks.current];
    if (!outer || !canvas) return;
    const state = drawn.current;
    // As in plain-base.
    const willReadFrequently = latest.current.graphics !== 'fast';
    const context = canvas.getContext('2d', { willReadFrequently });
    const ends = [
      camera.onFrame((view, size) => {
        const { colors } = state;
        if (colors && context) drawMarks(context, view, size, marksOf(latest.current, colors));
        state.base?.draw(view, size);
      }),
      camera.onRest((view, size) => latest.current.onRest(view, size)),
      listenToGestures(outer, camera, () => handlersOf(latest.current, camera)),
    ];
    const sizes = new ResizeObserver(() =>
      camera.resize({ width: outer.clientWidth, height: outer.clientHeight }),
    );
    sizes.observe(outer);
    return () => {
      sizes.disconnect();
      for (const end of ends) end();
      camera.destroy();
    };
  }, [camera]);

  useEffect(() => {
    const [outer, inner] = [box.current, base.current];
    if (!outer || !inner) return;
    const state = drawn.current;
    state.colors ??= readColors(outer);
    let isOver = false;
    const events = {
      onChange: () => camera.redraw(),
      onReady: () => (outer.dataset['ready'] = kind),
      onLost: () => {
        if (!isOver) latest.current.onGraphicsLost();
      },
    };
    try {
      const open = kind === 'gl' ? openGlBase : openPlainBase;
      state.base = open(inner, camera.view(), lookOf(latest.current, state.colors), events);
    } catch (error) {
      // MapLibre throws where WebGL2 cannot be had, whatever was promised before.
      if (kind === 'plain') throw error;
      inner.replaceChildren();
      events.onLost();
    }
    camera.redraw();
    return () => {
      isOver = true;
      state.base?.destroy();
      state.base = null;
      delete outer.dataset['ready'];
    };
  }, [camera, kind]);

  useEffect(() => {
    const state = drawn.current;
    const key = JSON.stringify([scheme, boundaries, tiles.map(({ id }) => id), language]);
    const isNew = state.look !== null && state.look !== key;
    state.look = key;
    // As it began.
    if (!box.current || !isNew) return;
    state.colors = readColors(box.current);
    state.base?.setLook(lookOf({ boundaries, tiles, language }, state.colors));
    camera.redraw();
  }, [scheme, boundaries, tiles, language, camera]);

  return (
    <div
      ref={box}
      className="map-view"
      data-mode={props.mode}
      role="application"
      aria-label={props.label}
      aria-describedby={props.describedBy}
      tabIndex={0}
    >
      <div ref={base} className="map-base" />
      <canvas ref={marks} className="map-canvas" aria-hidden />
    </div>
  );
}

const lookOf = (
  { boundaries, tiles, language }: Pick<Props, 'boundaries' | 'tiles' | 'language'>,
  colors: MapColors,
): Look => ({ boundaries, tiles, language, colors });

function marksOf(props: Shown, colors: MapColors): Marks {
  const { clusters, hovered, chosen, sites, chosenSite, labels, pins, area, mode, language } = props;
  const known = formatsOf(language);
  const number = (value: number): string => known.number(value);
  const isPlacing = mode === 'place';
  return { colors, clusters, hovered, chosen, sites, chosenSite, labels, pins, area, isPlacing, number };
}

const known = new Map<string, ReturnType<typeof formats>>();
function formatsOf(language: string): ReturnType<typeof formats> {
  const made = known.get(language) ?? formats(language);
  known.set(language, made);
  return made;
}

function handlersOf(props: Shown, camera: Camera) {
  const here = (at: Point) => placeAt(camera.view(), camera.size(), at);
  const under = (at: Point) => clusterAt(props.clusters, camera.view(), camera.size(), at);
  const areaOf = (from: Point, to: Point): Extent => {
    const [one, other] = [here(from), here(to)];
    return {
      west: Math.min(one.longitude, other.longitude),
      east: Math.max(one.longitude, other.longitude),
      south: Math.min(one.latitude, other.latitude),
      north: Math.max(one.latitude, other.latitude),
    };
  };
  return {
    onPoint(at: Point) {
      if (props.mode === 'place') props.onPlace(here(at));
      else if (props.mode === 'look') {
        const site = props.sites[siteAt(props.sites, camera.view(), camera.size(), at) ?? -1];
        // They are drawn over the items.
        if (site) props.onSite(site.id);
        else props.onCluster(under(at));
      }
    },
    onHover: (at: Point | null) => props.onHover(at && props.mode === 'look' ? under(at) : null),
    onDrag(kind: 'begin' | 'go' | 'end', from: Point, to: Point) {
      if (props.mode !== 'area') return false;
      const isDrawn = Math.hypot(to.x - from.x, to.y - from.y) > 8;
      if (kind !== 'begin' && isDrawn) props.onArea(areaOf(from, to), kind === 'end');
      return true;
    },
    onKey(event: KeyboardEvent) {
      const middle = { x: camera.size().width / 2, y: camera.size().height / 2 };
      if (event.key === 'Escape' && props.mode !== 'look') props.onLeaveMode();
      else if (event.key === 'Enter' && props.mode === 'place') props.onPlace(here(middle));
      else if (props.mode === 'area') return areaByKey(props, camera, event);
      else return false;
      return true;
    },
  };
}

/** Arrows move the frame, with the shift key its lower right corner; Enter takes it. */
function areaByKey(props: Shown, camera: Camera, { key, shiftKey }: KeyboardEvent): boolean {
  const { area } = props;
  if (!area) return false;
  if (key === 'Enter') {
    props.onArea(area, true);
    return true;
  }
  const all = extentOf(camera.view(), camera.size());
  const [across, down] = [(all.east - all.west) / 24, (all.north - all.south) / 24];
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-across, 0],
    ArrowRight: [across, 0],
    ArrowUp: [0, down],
    ArrowDown: [0, -down],
  };
  const [east, north] = moves[key] ?? [0, 0];
  if (east === 0 && north === 0) return false;
  const moved = shiftKey
    ? {
        ...area,
        east: Math.max(area.west + across / 2, area.east + east),
        south: Math.min(area.north - down / 2, area.south + north),
      }
    : {
        west: area.west + east,
        east: area.east + east,
        south: area.south + north,
        north: area.north + north,
      };
  props.onArea(moved, false);
  return true;
}

/** Changes with the theme, whoever changed it. */
function useScheme(): string {
  const theme = useTheme();
  const [isDark, setDark] = useState(() => window.matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const listen = (): void => setDark(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  return `${theme} ${isDark}`;
}
