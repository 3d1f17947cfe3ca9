import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import type { DrawnPicture } from '../../../shared/records/picture.ts';
import { useSession } from '../../session/session.tsx';
import { keyOf } from './key-of.ts';
import {
  fitScale,
  fitted,
  overlaps,
  panBy,
  placeOf,
  seenPart,
  within,
  zoomAt,
  type Size,
  type Turn,
  type View,
} from './geometry.ts';
import './viewer.css';

/** What there is to be seen: a thumbnail at first, then what was drawn. */
export interface Shown {
  readonly thumbnail: { readonly address: string; readonly width: number; readonly height: number } | null;
  readonly drawn: DrawnPicture | null;
}

export interface PaneProps {
  readonly shown: Shown;
  readonly view: View;
  readonly turn: Turn;
  /** Its name, for whoever does not see it. */
  readonly name: string;
  readonly onView: (view: View) => void;
  /** Addresses that run out are asked for anew. */
  readonly onBroken: () => void;
  /** A piece with every pixel could not be had, though its address was good. */
  readonly onCoarse?: () => void;
  readonly onFocus?: () => void;
  /** A picture over it, and what else stands there. */
  readonly children?: ReactNode;
  readonly takesFocus?: boolean;
  /** CSS pixels for a pixel of the picture, whenever it becomes another. */
  readonly onScale?: (scale: number) => void;
  /** Zooms and moves by keys itself, where no viewer around it does. */
  readonly hasKeys?: boolean;
  /** To be opened first: what is seen is blurred, and does not move. */
  readonly isHidden?: boolean;
}

/** Size that a picture is laid out by: the same for the thumbnail, so that nothing jumps when more is drawn. */
export function sizeOf({ drawn, thumbnail }: Shown): Size | null {
  return drawn ?? thumbnail;
}

export function usePaneSize() {
  const box = useRef<HTMLDivElement>(null);
  const [pane, setPane] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const measure = (): void => setPane({ width: current.clientWidth, height: current.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return { box, pane };
}

/** CSS pixels that an arrow moves the picture by. */
export const steps: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ArrowLeft: [60, 0],
  ArrowRight: [-60, 0],
  ArrowUp: [0, 60],
  ArrowDown: [0, -60],
};

/** A picture that is moved and zoomed by pointer and wheel; keys are its viewer's. */
export function Pane(props: PaneProps) {
  const {
    shown,
    view: wanted,
    turn,
    name,
    onView,
    children,
    takesFocus = false,
    isHidden = false,
    hasKeys = false,
  } = props;
  const { box, pane } = usePaneSize();
  const picture = sizeOf(shown);
  const density = window.devicePixelRatio;
  const isReady = picture !== null && pane.width > 0 && pane.height > 0;
  const view = isReady ? within(wanted, picture, turn, pane, density) : wanted;
  const scale = isReady ? fitScale(picture, turn, pane) * view.times : 1;

  const { onScale } = props;
  useEffect(() => {
    if (isReady) onScale?.(scale);
  }, [isReady, scale, onScale]);
  // Once, and not whenever it is drawn.
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus, box]);

  const move = (next: View): void => {
    if (isReady && !isHidden) onView(within(next, picture, turn, pane, density));
  };
  const fromMiddle = (event: { readonly clientX: number; readonly clientY: number }) => {
    const { left, top } = box.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return { x: event.clientX - left - pane.width / 2, y: event.clientY - top - pane.height / 2 };
  };
  const zoomTo = (times: number, at: { readonly x: number; readonly y: number }): void => {
    if (isReady) move(zoomAt(view, times, at, picture, turn, pane));
  };
  const single = isReady ? 1 / density / fitScale(picture, turn, pane) : 1;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isReady || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const key = keyOf(event);
    const [x, y] = steps[key] ?? [0, 0];
    const middle = { x: 0, y: 0 };
    if (key === '+' || key === '=') zoomTo(view.times * 1.25, middle);
    else if (key === '-') zoomTo(view.times * 0.8, middle);
    else if (key === '0') move(fitted);
    else if (key === '1') zoomTo(single, middle);
    else if (x !== 0 || y !== 0) move(panBy(view, x, y, picture, turn, pane));
    else return;
    event.preventDefault();
  };
  const turned = useRef<((event: WheelEvent) => void) | null>(null);
  useEffect(() => {
    turned.current = (event) => {
      // The page itself is neither scrolled nor zoomed meanwhile.
      event.preventDefault();
      const lines = event.deltaMode === 0 ? event.deltaY : event.deltaY * 40;
      zoomTo(view.times * Math.exp(-Math.max(-240, Math.min(240, lines)) / 400), fromMiddle(event));
    };
  });
  useEffect(() => {
    const { current } = box;
    const turn = (event: WheelEvent): void => turned.current?.(event);
    current?.addEventListener('wheel', turn, { passive: false });
    return () => current?.removeEventListener('wheel', turn);
  }, [box]);

  const held = useRef<{ readonly id: number; readonly x: number; readonly y: number } | null>(null);
  const onPointerMove = (event: PointerEvent): void => {
    const { current } = held;
    if (current?.id !== event.pointerId || !isReady) return;
    move(panBy(view, event.clientX - current.x, event.clientY - current.y, picture, turn, pane));
    held.current = { id: event.pointerId, x: event.clientX, y: event.clientY };
  };

  return (
    <div
      ref={box}
      className="pane"
      role="group"
      aria-label={name}
      tabIndex={0}
      data-scale={scale.toFixed(4)}
      onFocus={props.onFocus}
      {...(hasKeys ? { onKeyDown } : {})}
      onPointerDown={(event) => {
        if (
          event.button !== 0 ||
          (event.target instanceof Element && event.target.closest('button, a, [role=slider]'))
        )
          return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { id: event.pointerId, x: event.clientX, y: event.clientY };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (held.current = null)}
      onPointerCancel={() => (held.current = null)}
      onDoubleClick={(event) => {
        if (!isReady) return;
        zoomTo(Math.abs(view.times - 1) < 0.01 ? single : 1, fromMiddle(event));
      }}
    >
      {isReady && (
        <Layer
          shown={shown}
          view={view}
          turn={turn}
          pane={pane}
          name={name}
          isHidden={isHidden}
          onBroken={props.onBroken}
          onCoarse={props.onCoarse}
        />
      )}
      {children}
    </div>
  );
}

interface LayerProps {
  readonly shown: Shown;
  readonly view: View;
  readonly turn: Turn;
  readonly pane: Size;
  readonly name: string;
  readonly isHidden: boolean;
  readonly onBroken: () => void;
  readonly onCoarse?: (() => void) | undefined;
}

/** The picture in its place: all of it, and over it those pieces with every pixel that are needed and in view. */
export function Layer({ shown, view, turn, pane, name, isHidden, onBroken, onCoarse }: LayerProps) {
  const { host } = useSession();
  const { drawn, thumbnail } = shown;
  const picture = sizeOf(shown);
  if (!picture) return null;
  const density = window.devicePixelRatio;
  const at = placeOf(view, picture, turn, pane);
  const scale = at.width / picture.width;
  const isShort = drawn !== null && scale * density > (drawn.whole.width / drawn.width) * 1.02;
  const seen = seenPart(view, picture, turn, pane);
  const part = (of: number, all: number): string => `${(of / all) * 100}%`;
  const below = thumbnail && host.mediaUrl(thumbnail.address);
  return (
    <div
      className={`pane-layer${scale * density >= 2 && drawn ? ' pane-pixels' : ''}${isHidden ? ' pane-hidden' : ''}`}
      style={{
        left: at.left,
        top: at.top,
        width: at.width,
        height: at.height,
        ...(turn === 0 ? {} : { transform: `rotate(${turn}deg)` }),
      }}
    >
      {below !== null && <img className="pane-below" alt={drawn ? '' : name} draggable={false} src={below} />}
      {drawn && (
        <img
          className="pane-whole"
          alt={name}
          draggable={false}
          decoding="async"
          src={host.mediaUrl(drawn.whole.address)}
          onError={onBroken}
        />
      )}
      {isShort &&
        drawn.tiles
          .filter((tile) => overlaps(tile, seen))
          .map((tile) => (
            <img
              key={`${tile.left} ${tile.top}`}
              className="pane-tile"
              alt=""
              draggable={false}
              decoding="async"
              src={host.mediaUrl(tile.address)}
              onError={() => {
                if (Date.parse(drawn.validUntil) < Date.now()) onBroken();
                else onCoarse?.();
              }}
              style={{
                left: part(tile.left, drawn.width),
                top: part(tile.top, drawn.height),
                width: part(tile.width, drawn.width),
                height: part(tile.height, drawn.height),
              }}
            />
          ))}
    </div>
  );
}
