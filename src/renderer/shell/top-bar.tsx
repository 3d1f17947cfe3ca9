import { Languages, Lock, LockKeyhole, LockKeyholeOpen, LogOut, SunMoon, User } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover, type Selection } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { SafeText } from '../components/safe-text.tsx';
import { languages } from '../i18n/i18n.ts';
import { useIsRunning } from '../jobs/jobs.ts';
import { useUnsaved } from '../features/records/draft.ts';
import { useActing, useSession } from '../session/session.tsx';
import { setTheme, themes, useTheme } from './theme.ts';
import './top-bar.css';

export function TopBar() {
  const { t } = useTranslation('shell');
  const { archive } = useSession();
  useLockKey();
  return (
    <header className="top-bar">
      {archive ? (
        <div className="top-bar-archive">
          <strong>
            <SafeText>{archive.name}</SafeText>
          </strong>
          <span className="quiet small">
            {archive.isEncrypted ? t('encrypted') : t('plain')}
            {archive.access === 'read' && ` · ${t('readOnly')}`}
          </span>
        </div>
      ) : (
        <span />
      )}
      <div className="top-bar-tools">
        {archive && <Acting />}
        <LanguageMenu />
        <ThemeMenu />
        {archive && <LockButton isEncrypted={archive.isEncrypted} />}
        <Quit />
      </div>
    </header>
  );
}

/** What is written and not saved goes with the keys, and is asked about; the lock key is for danger, and asks nothing. */
function LockButton({ isEncrypted }: { readonly isEncrypted: boolean }) {
  const { t } = useTranslation('shell');
  const { lock } = useSession();
  const unsaved = useUnsaved();
  const [asking, setAsking] = useState(false);
  const act = t(isEncrypted ? 'lock' : 'closeArchive');
  return (
    <>
      <Button
        icon={isEncrypted ? Lock : LogOut}
        size="small"
        onPress={() => {
          if (unsaved > 0) setAsking(true);
          else void lock();
        }}
      >
        {act}
      </Button>
      <ConfirmDialog
        title={t('unsavedTitle', { count: unsaved })}
        size="small"
        isOpen={asking}
        onClose={() => setAsking(false)}
        action={t(isEncrypted ? 'unsavedLock' : 'unsavedClose')}
        cancel={t('unsavedBack')}
        tone="danger"
        onConfirm={() => void lock()}
      >
        <p>{t('unsavedBody')}</p>
      </ConfirmDialog>
    </>
  );
}

function Acting() {
  const { t } = useTranslation('shell');
  const acting = useActing();
  const isUnlocked = acting?.standing === 'unlocked';
  return (
    <a className="acting" href="#/people" title={t('switchPerson')}>
      {acting === null ? (
        <User aria-hidden size={16} />
      ) : isUnlocked ? (
        <LockKeyholeOpen aria-hidden size={16} />
      ) : (
        <LockKeyhole aria-hidden size={16} />
      )}
      <span className="quiet">{t('actingAs')}</span>
      {acting === null ? (
        <span>{t('nobody')}</span>
      ) : (
        <>
          <SafeText>{acting.name}</SafeText>
          <span className={isUnlocked ? 'acting-mark acting-proved' : 'acting-mark'}>
            {isUnlocked ? t('unlocked') : t('claimed')}
          </span>
        </>
      )}
    </a>
  );
}

const only = (selection: Selection): string | null => {
  if (selection === 'all') return null;
  const [first] = selection;
  return first === undefined ? null : String(first);
};

function LanguageMenu() {
  const { t, i18n } = useTranslation('shell');
  return (
    <MenuTrigger>
      <IconButton icon={Languages} label={t('language')} />
      <Popover className="menu-popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t('language')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[i18n.language]}
          onSelectionChange={(keys) => {
            const language = only(keys);
            if (language !== null) void i18n.changeLanguage(language);
          }}
        >
          {languages.map(({ id, name }) => (
            <MenuItem key={id} id={id} className="menu-item">
              <span lang={id}>{name}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const themeNames = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' } as const;

function ThemeMenu() {
  const { t } = useTranslation('shell');
  const theme = useTheme();
  return (
    <MenuTrigger>
      <IconButton icon={SunMoon} label={t('theme')} />
      <Popover className="menu-popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t('theme')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[theme]}
          onSelectionChange={(keys) => {
            const chosen = themes.find((name) => name === only(keys));
            if (chosen) setTheme(chosen);
          }}
        >
          {themes.map((name) => (
            <MenuItem key={name} id={name} className="menu-item">
              {t(themeNames[name])}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Quit() {
  const { t } = useTranslation('shell');
  const { host, jobs } = useSession();
  const [asking, setAsking] = useState(false);
  const isWorking = useIsRunning(jobs);
  const unsaved = useUnsaved();
  return (
    <>
      <Button size="small" tone="quiet" onPress={() => setAsking(true)}>
        {t('quit')}
      </Button>
      <ConfirmDialog
        title={t('quitTitle')}
        size="small"
        isOpen={asking}
        onClose={() => setAsking(false)}
        action={isWorking ? t('quitStop') : t('quit')}
        tone={isWorking ? 'danger' : 'primary'}
        onConfirm={() => void host.quit(isWorking)}
      >
        <p>{t('quitBody')}</p>
        {isWorking && <p>{t('quitWork')}</p>}
        {unsaved > 0 && <p>{t('unsavedGoes', { count: unsaved })}</p>}
      </ConfirmDialog>
    </>
  );
}

function useLockKey(): void {
  const { archive, lock } = useSession();
  useEffect(() => {
    if (!archive) return;
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.code !== 'KeyL') return;
      event.preventDefault();
      void lock();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [archive, lock]);
}
