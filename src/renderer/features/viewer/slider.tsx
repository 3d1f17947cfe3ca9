import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { plainText } from '../../components/safe-text.tsx';
import { within, type View } from './geometry.ts';
import { Layer, Pane, sizeOf, usePaneSize } from './pane.tsx';
import { Reveal } from './reveal.tsx';
import type { Subject } from './use-subject.ts';

interface Props {
  readonly under: Subject;
  readonly over: Subject;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onScale: (scale: number) => void;
  readonly onReveal: (id: string) => void;
}

/** Two pictures over each other, of which a line that can be moved shows the one or the other. */
export function Slider({ under, over, view, onView, onScale, onReveal }: Props) {
  const { t } = useTranslation('viewer');
  /** Percent from the left edge, up to which the first picture is seen. */
  const [at, setAt] = useState(50);
  const set = (next: number): void => setAt(Math.min(100, Math.max(0, next)));
  const isHidden = under.isHidden || over.isHidden;
  return (
    <Pane
      shown={under.shown}
      view={view}
      turn={under.turn}
      name={t('slider', { first: nameOf(under), second: nameOf(over) })}
      onView={onView}
      onBroken={() => void under.picture.refetch()}
      onCoarse={under.onCoarse}
      onScale={onScale}
      isHidden={under.isHidden}
      takesFocus
    >
      <Over subject={over} view={view} from={at} />
      {[under, over].map((subject, index) => (
        <Reveal key={index} subject={subject} onReveal={onReveal} />
      ))}
      {!isHidden && <Handle at={at} onMove={set} />}
    </Pane>
  );
}

const nameOf = ({ row }: Subject): string => (row ? plainText(row.title) : '');

function Over({
  subject,
  view,
  from,
}: {
  readonly subject: Subject;
  readonly view: View;
  readonly from: number;
}) {
  const { box, pane } = usePaneSize();
  const { shown, turn, isHidden } = subject;
  const picture = sizeOf(shown);
  return (
    <div ref={box} className="slider-over" style={{ clipPath: `inset(0 0 0 ${from}%)` }}>
      {picture && pane.width > 0 && (
        <Layer
          shown={shown}
          view={within(view, picture, turn, pane, window.devicePixelRatio)}
          turn={turn}
          pane={pane}
          name={nameOf(subject)}
          isHidden={isHidden}
          onBroken={() => void subject.picture.refetch()}
          onCoarse={subject.onCoarse}
        />
      )}
    </div>
  );
}

function Handle({ at, onMove }: { readonly at: number; readonly onMove: (at: number) => void }) {
  const { t } = useTranslation('viewer');
  const isHeld = useRef(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number | undefined>> = { ArrowLeft: -1, ArrowRight: 1 };
    const step = steps[event.key];
    if (step !== undefined) onMove(at + step * (event.shiftKey ? 10 : 2));
    else if (event.key === 'Home') onMove(0);
    else if (event.key === 'End') onMove(100);
    else return;
    event.preventDefault();
    // These keys are the line's, not the viewer's.
    event.stopPropagation();
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const room = event.currentTarget.parentElement?.getBoundingClientRect();
    if (isHeld.current && room) onMove(((event.clientX - room.left) / room.width) * 100);
  };
  return (
    <div
      role="slider"
      className="slider-line"
      tabIndex={0}
      aria-label={t('sliderLine')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at)}
      style={{ left: `${at}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        isHeld.current = true;
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => (isHeld.current = false)}
      onPointerCancel={() => (isHeld.current = false)}
    >
      <span aria-hidden className="slider-grip" />
    </div>
  );
}
