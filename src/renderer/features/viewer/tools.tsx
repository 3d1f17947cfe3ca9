import {
  ChevronLeft,
  ChevronRight,
  CircleQuestionMark,
  Columns2,
  EyeOff,
  Fullscreen,
  Link2,
  Link2Off,
  Maximize,
  Minimize,
  RotateCw,
  Square,
  SquareSplitHorizontal,
  X,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';
import { useFormats } from '../../i18n/format.ts';

export type Mode = 'one' | 'two' | 'slider';

const modes = [
  ['one', Square],
  ['two', Columns2],
  ['slider', SquareSplitHorizontal],
] as const;

interface Props {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly canCompare: boolean;
  readonly isLinked: boolean;
  readonly onLinked: (isLinked: boolean) => void;
  /** Screen pixels for a pixel of the picture, once it is drawn. */
  readonly percent: number | null;
  readonly onZoom: (by: number) => void;
  readonly onFit: () => void;
  readonly onSingle: () => void;
  readonly onTurn: () => void;
  readonly blur: (() => void) | null;
  readonly isFullScreen: boolean;
  readonly onFullScreen: () => void;
  readonly onHelp: () => void;
  readonly canStepBack: boolean;
  readonly canStepOn: boolean;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

export function Tools(props: Props) {
  const { t } = useTranslation('viewer');
  const format = useFormats();
  const percent = props.percent === null ? '–' : format.percent(props.percent);
  return (
    <div className="viewer-tools" role="toolbar" aria-label={t('tools')}>
      <IconButton
        icon={ChevronLeft}
        label={t('previous')}
        isDisabled={!props.canStepBack}
        onPress={() => props.onStep(-1)}
      />
      <IconButton
        icon={ChevronRight}
        label={t('next')}
        isDisabled={!props.canStepOn}
        onPress={() => props.onStep(1)}
      />
      <span className="viewer-gap" aria-hidden />
      <IconButton icon={ZoomOut} label={t('zoomOut')} onPress={() => props.onZoom(0.8)} />
      <Button
        tone="quiet"
        size="small"
        aria-label={t('single', { percent })}
        isDisabled={props.percent === null}
        onPress={props.onSingle}
      >
        <span className="viewer-percent numeric">{percent}</span>
      </Button>
      <IconButton icon={ZoomIn} label={t('zoomIn')} onPress={() => props.onZoom(1.25)} />
      <IconButton icon={Fullscreen} label={t('fit')} onPress={props.onFit} />
      <IconButton icon={RotateCw} label={t('rotate')} onPress={props.onTurn} />
      {props.blur && <IconButton icon={EyeOff} label={t('blur')} onPress={props.blur} />}
      <span className="viewer-gap" aria-hidden />
      <ToggleButtonGroup
        className="viewer-modes"
        aria-label={t('modes')}
        disallowEmptySelection
        selectedKeys={[props.mode]}
        isDisabled={!props.canCompare}
        onSelectionChange={(keys) => {
          const chosen = modes.find(([mode]) => keys.has(mode));
          if (chosen) props.onMode(chosen[0]);
        }}
      >
        {modes.map(([mode, Icon]) => (
          <ToggleButton
            key={mode}
            id={mode}
            aria-label={t(`mode.${mode}`)}
            className="button button-icon button-quiet"
          >
            <Icon aria-hidden size={18} strokeWidth={1.75} />
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {props.mode === 'two' && (
        <IconButton
          icon={props.isLinked ? Link2 : Link2Off}
          label={props.isLinked ? t('linked') : t('unlinked')}
          onPress={() => props.onLinked(!props.isLinked)}
        />
      )}
      <span className="viewer-gap" aria-hidden />
      <IconButton
        icon={props.isFullScreen ? Minimize : Maximize}
        label={props.isFullScreen ? t('leaveFullScreen') : t('fullScreen')}
        onPress={props.onFullScreen}
      />
      <IconButton icon={CircleQuestionMark} label={t('help')} onPress={props.onHelp} />
      <IconButton icon={X} label={t('close', { ns: 'common' })} onPress={props.onClose} />
    </div>
  );
}
