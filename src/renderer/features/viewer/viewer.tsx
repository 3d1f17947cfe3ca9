import { useCallback, useState, type KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { ClockDialog } from '../clock/clock-dialog.tsx';
import type { Listed } from '../evidence/list.ts';
import { Foot } from './foot.tsx';
import { fitted, panBy, type View } from './geometry.ts';
import { keyOf } from './key-of.ts';
import { Nothing } from './nothing.tsx';
import { Pane, sizeOf, steps } from './pane.tsx';
import { Reveal } from './reveal.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Slider } from './slider.tsx';
import { Tools, type Mode } from './tools.tsx';
import { useFullScreen } from './use-full-screen.ts';
import { useSubject, type Subject } from './use-subject.ts';
import './viewer.css';

interface Props {
  readonly snapshot: Listed;
  readonly total: number;
  readonly position: number;
  /** Another one that it is seen beside. */
  readonly beside: number | null;
  readonly onMove: (position: number) => void;
  readonly onClose: () => void;
}

/** Pictures and documents, as large as there is room and as near as their pixels. */
export function Viewer(props: Props) {
  const { t } = useTranslation('viewer');
  return (
    <ModalOverlay
      className="overlay viewer-overlay"
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <Modal className="viewer-modal">
        <Dialog className="viewer" aria-label={t('title')}>
          <Views {...props} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type Views = readonly [View, View];

function Views({ snapshot, total, position, beside, onMove, onClose }: Props) {
  const { t } = useTranslation('viewer');
  const [mode, setMode] = useState<Mode>(beside === null ? 'one' : 'two');
  const [second, setSecond] = useState(beside);
  const [active, setActive] = useState<0 | 1>(0);
  const [isLinked, setLinked] = useState(true);
  const [views, setViews] = useState<Views>([fitted, fitted]);
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const [isHelping, setHelping] = useState(false);
  const [isClock, setClock] = useState(false);
  const { access } = useArchive();
  const [scale, setScale] = useState(1);
  const fullScreen = useFullScreen();
  const first = useSubject(snapshot, position, revealed, views);
  const other = useSubject(snapshot, mode === 'one' ? null : second, revealed, views);
  const subjects = [first, other] as const;
  const at = mode === 'two' ? active : 0;
  const subject: Subject = subjects[at];

  const setView = (which: 0 | 1, view: View): void =>
    setViews(([one, two]) =>
      isLinked || mode === 'slider' ? [view, view] : which === 0 ? [view, two] : [one, view],
    );
  const zoom = (by: number): void => setView(at, { ...views[at], times: views[at].times * by });
  const single = (): void =>
    setView(at, { ...views[at], times: views[at].times / (scale * window.devicePixelRatio) });
  const reveal = (id: string): void => setRevealed((now) => new Set([...now, id]));
  const blur = (): void => {
    const id = subject.row?.id;
    if (id === undefined || !subject.isGraphic) return;
    setRevealed((now) =>
      now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id]),
    );
  };
  const choose = (next: Mode): void => {
    // Where nobody chose a second one, it is the next.
    if (next !== 'one' && second === null) setSecond(position + 1 < total ? position + 1 : position - 1);
    if (next !== 'two') setActive(0);
    setMode(next);
  };
  const step = (by: 1 | -1): void => {
    const from = at === 1 ? (second ?? position) : position;
    const to = from + by;
    if (to < 0 || to >= total) return;
    if (at === 1) setSecond(to);
    else onMove(to);
    if (mode === 'one') setViews([fitted, fitted]);
  };
  const turnLeaf = (by: 1 | -1): void => {
    const leaf = subject.step(by);
    if (leaf) subject.open(leaf);
  };
  const pan = (x: number, y: number): void => {
    const picture = sizeOf(subject.shown);
    const pane = document.querySelectorAll('.viewer .pane')[at];
    if (!picture || !pane) return;
    const size = { width: pane.clientWidth, height: pane.clientHeight };
    setView(at, panBy(views[at], x, y, picture, subject.turn, size));
  };

  const readClock = (): void => {
    if (access === 'write' && first.record?.files[0]?.captured != null) setClock(true);
  };
  const canCompare = total > 1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const { shiftKey, ctrlKey, metaKey, altKey } = event;
    const key = keyOf(event);
    if (ctrlKey || metaKey || altKey || event.target instanceof HTMLInputElement) return;
    // What is typed in a dialog over it comes by here as well.
    if (event.target instanceof Node && !event.currentTarget.contains(event.target)) return;
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const move = steps[key];
    const acts: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowLeft: () => step(isMirrored ? 1 : -1),
      ArrowRight: () => step(isMirrored ? -1 : 1),
      PageUp: () => turnLeaf(-1),
      PageDown: () => turnLeaf(1),
      '+': () => zoom(1.25),
      '=': () => zoom(1.25),
      '-': () => zoom(0.8),
      '0': () => setView(at, fitted),
      '1': single,
      r: () => subject.setTurn(90),
      R: () => subject.setTurn(shiftKey ? -90 : 90),
      c: () => canCompare && choose(mode === 'two' ? 'one' : 'two'),
      s: () => canCompare && choose(mode === 'slider' ? 'one' : 'slider'),
      l: () => mode === 'two' && setLinked((now) => !now),
      b: blur,
      f: fullScreen.toggle,
      k: readClock,
      '?': () => setHelping(true),
    };
    const act =
      move && shiftKey ? () => pan(...move) : (acts[key] ?? (shiftKey ? undefined : acts[key.toLowerCase()]));
    if (!act) return;
    act();
    event.preventDefault();
  };
  const onScale = useCallback((next: number) => setScale(next), []);

  return (
    <div className="viewer-frame" onKeyDown={onKeyDown} role="presentation">
      <header className="viewer-head">
        <div className="viewer-title">
          {mode === 'one' ? (
            <>
              <span className="quiet small numeric">{first.row?.number}</span>
              <h2>{first.row && <SafeText>{first.row.title}</SafeText>}</h2>
            </>
          ) : (
            <h2>{t(mode === 'two' ? 'sideBySide' : 'overEachOther')}</h2>
          )}
        </div>
        <span className="quiet small numeric">
          {t('position', { at: (at === 1 ? (second ?? 0) : position) + 1, total })}
        </span>
        <Tools
          mode={mode}
          onMode={choose}
          canCompare={canCompare}
          isLinked={isLinked}
          onLinked={setLinked}
          percent={subject.shown.drawn ? scale * window.devicePixelRatio : null}
          onZoom={zoom}
          onFit={() => setView(at, fitted)}
          onSingle={single}
          onTurn={() => subject.setTurn(90)}
          blur={subject.isGraphic && !subject.isHidden ? blur : null}
          isFullScreen={fullScreen.isOn}
          onFullScreen={fullScreen.toggle}
          onHelp={() => setHelping(true)}
          canStepBack={(at === 1 ? (second ?? 0) : position) > 0}
          canStepOn={(at === 1 ? (second ?? 0) : position) < total - 1}
          onStep={step}
          onClose={onClose}
        />
      </header>
      <div className={mode === 'two' ? 'viewer-stage viewer-two' : 'viewer-stage'}>
        {mode === 'slider' ? (
          <Slider
            under={first}
            over={other}
            view={views[0]}
            onView={(view) => setView(0, view)}
            onScale={onScale}
            onReveal={reveal}
          />
        ) : (
          subjects.slice(0, mode === 'two' ? 2 : 1).map((one, index) => {
            const which = index === 1 ? 1 : 0;
            return (
              <Pane
                key={which}
                shown={one.shown}
                view={views[which]}
                turn={one.turn}
                name={one.row ? plainText(one.row.title) : t('title')}
                isHidden={one.isHidden}
                onView={(view) => setView(which, view)}
                onBroken={() => void one.picture.refetch()}
                onCoarse={one.onCoarse}
                onFocus={() => setActive(which)}
                takesFocus={which === 0}
                {...(which === at ? { onScale } : {})}
              >
                <Reveal subject={one} onReveal={reveal} />
                {one.refusal !== null && (
                  <Nothing refusal={one.refusal} file={one.file} isLow={one.shown.thumbnail !== null} />
                )}
              </Pane>
            );
          })
        )}
      </div>
      <div className={mode === 'one' ? 'viewer-feet' : 'viewer-feet viewer-two'}>
        <Foot subject={first} isNamed={mode !== 'one'} saysWhyNot={mode === 'slider'} onClock={readClock} />
        {mode !== 'one' && <Foot subject={other} isNamed saysWhyNot={mode === 'slider'} />}
      </div>
      {isClock && first.record && <ClockDialog record={first.record} onClose={() => setClock(false)} />}
      {isHelping && <Shortcuts onClose={() => setHelping(false)} />}
    </div>
  );
}
