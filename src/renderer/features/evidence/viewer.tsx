import { ChevronLeft, ChevronRight, Download, Maximize, RotateCw, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ItemRow } from '../../../shared/records/item-row.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { SafeText, plainText } from '../../components/safe-text.tsx';
import { useSession } from '../../session/session.tsx';
import { useItem, useMedia, useRowAt } from './list.ts';

interface Props {
  readonly snapshot: string;
  readonly total: number;
  readonly position: number;
  readonly onMove: (position: number) => void;
  readonly onClose: () => void;
}

/** The picture, as large as there is room. */
export function Viewer({ snapshot, total, position, onMove, onClose }: Props) {
  const { t } = useTranslation('evidence');
  const { data: row } = useRowAt(snapshot, position, true);
  return (
    <ModalOverlay
      className="overlay viewer-overlay"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className="viewer-modal">
        <Dialog className="viewer" aria-label={row ? plainText(row.title) : t('viewer.title')}>
          {row && (
            <View
              row={row}
              at={position}
              total={total}
              onStep={(step) => {
                const to = position + step;
                if (to >= 0 && to < total) onMove(to);
              }}
              onClose={onClose}
            />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ViewProps {
  readonly row: ItemRow;
  readonly at: number;
  readonly total: number;
  readonly onStep: (step: -1 | 1) => void;
  readonly onClose: () => void;
}

const straight = { turn: 0, zoom: 1, x: 0, y: 0, isShown: false };

function View({ row, at, total, onStep, onClose }: ViewProps) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { data: media, isPending } = useMedia(row.id);
  const { data: record } = useItem(row.id);
  const frame = useRef<HTMLDivElement>(null);
  // The keys are the frame's, from the first on.
  useEffect(() => frame.current?.focus(), []);
  const [seen, setSeen] = useState({ ...straight, id: row.id });
  // How one picture was turned, or that it was uncovered, says nothing about the next.
  const view = seen.id === row.id ? seen : { ...straight, id: row.id };
  const setView = (next: (now: typeof straight) => typeof straight): void =>
    setSeen((now) => ({ ...next(now.id === row.id ? now : straight), id: row.id }));
  const [held, setHeld] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const zoom = (by: number): void =>
    setView((now) => ({ ...now, zoom: Math.min(8, Math.max(0.25, now.zoom * by)) }));
  const turn = (): void => setView((now) => ({ ...now, turn: (now.turn + 90) % 360 }));
  const fit = (): void => setView(({ isShown }) => ({ ...straight, isShown }));
  const pan = (x: number, y: number): void => setView((now) => ({ ...now, x: now.x + x, y: now.y + y }));

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const moves: Readonly<Record<string, readonly [number, number] | undefined>> = {
      ArrowLeft: [40, 0],
      ArrowRight: [-40, 0],
      ArrowUp: [0, 40],
      ArrowDown: [0, -40],
    };
    const move = moves[key];
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    if (move && shiftKey) pan(...move);
    else if (key === 'ArrowLeft') onStep(isMirrored ? 1 : -1);
    else if (key === 'ArrowRight') onStep(isMirrored ? -1 : 1);
    else if (key === '+' || key === '=') zoom(1.25);
    else if (key === '-') zoom(0.8);
    else if (key === '0') fit();
    else if (key === 'r' || key === 'R') turn();
    else return;
    event.preventDefault();
  };

  const thumbnail = media?.thumbnail ?? null;
  const original = media?.original ?? null;
  const isHidden = row.isGraphic && !view.isShown;
  const name = record?.files[0]?.originalName ?? row.title;
  return (
    <div ref={frame} className="viewer-frame" tabIndex={-1} onKeyDown={onKeyDown} role="presentation">
      <header className="viewer-head">
        <div className="viewer-title">
          <span className="quiet small numeric">{row.number}</span>
          <h2>
            <SafeText>{row.title}</SafeText>
          </h2>
        </div>
        <div className="row">
          <span className="quiet small numeric">{t('viewer.position', { at: at + 1, total })}</span>
          <IconButton icon={ZoomOut} label={t('viewer.zoomOut')} onPress={() => zoom(0.8)} />
          <IconButton icon={ZoomIn} label={t('viewer.zoomIn')} onPress={() => zoom(1.25)} />
          <IconButton icon={Maximize} label={t('viewer.fit')} onPress={fit} />
          <IconButton icon={RotateCw} label={t('viewer.rotate')} onPress={turn} />
          <IconButton icon={X} label={t('close', { ns: 'common' })} onPress={onClose} />
        </div>
      </header>
      <div className="viewer-stage">
        <IconButton
          icon={ChevronLeft}
          label={t('viewer.previous')}
          isDisabled={at === 0}
          onPress={() => onStep(-1)}
        />
        <div
          className="viewer-picture"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setHeld({ x: event.clientX, y: event.clientY });
          }}
          onPointerMove={(event) => {
            if (!held) return;
            pan(event.clientX - held.x, event.clientY - held.y);
            setHeld({ x: event.clientX, y: event.clientY });
          }}
          onPointerUp={() => setHeld(null)}
          onPointerCancel={() => setHeld(null)}
          onWheel={(event) => zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1)}
        >
          {thumbnail && (
            <img
              alt={plainText(row.title)}
              draggable={false}
              className={isHidden ? 'blurred' : undefined}
              src={host.mediaUrl(thumbnail.address)}
              style={{
                transform: `translate(${view.x}px, ${view.y}px) rotate(${view.turn}deg) scale(${view.zoom})`,
              }}
            />
          )}
          {!thumbnail && !isPending && <p className="quiet">{t('viewer.none')}</p>}
        </div>
        {isHidden && thumbnail && (
          <div className="viewer-reveal">
            <Button onPress={() => setView((now) => ({ ...now, isShown: true }))}>
              {t('viewer.reveal')}
            </Button>
          </div>
        )}
        <IconButton
          icon={ChevronRight}
          label={t('viewer.next')}
          isDisabled={at === total - 1}
          onPress={() => onStep(1)}
        />
      </div>
      <footer className="viewer-foot small">
        <p>
          {thumbnail ? t('viewer.preview') : ''} <span className="quiet">{t('viewer.keys')}</span>
        </p>
        {original !== null && (
          <a
            className="button button-plain button-small"
            href={host.mediaUrl(original)}
            download={plainText(name)}
          >
            <Download aria-hidden size={16} />
            <span>{t('viewer.saveOriginal')}</span>
          </a>
        )}
      </footer>
    </div>
  );
}
