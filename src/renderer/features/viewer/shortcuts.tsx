import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';

const shortcuts = [
  ['←', '→', 'others'],
  ['PageUp', 'PageDown', 'pages'],
  ['+', '−', 'size'],
  ['0', null, 'fit'],
  ['1', null, 'single'],
  ['Shift ←↑', 'Shift ↓→', 'move'],
  ['R', 'Shift R', 'turn'],
  ['C', null, 'compare'],
  ['S', null, 'slide'],
  ['L', null, 'link'],
  ['B', null, 'blur'],
  ['K', null, 'clock'],
  ['F', null, 'fullScreen'],
  ['?', null, 'help'],
  ['Esc', null, 'close'],
] as const;

/** Every key of the viewer. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('viewer');
  return (
    <Dialog title={t('keys.title')} isOpen onClose={onClose} size="small">
      <dl className="viewer-keys">
        {shortcuts.map(([one, other, name]) => (
          <div key={name}>
            <dt>
              <kbd>{one}</kbd>
              {other !== null && <kbd>{other}</kbd>}
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
