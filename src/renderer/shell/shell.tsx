import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNoDrop } from '../components/drop-target.tsx';
import { Screens } from './screens.tsx';
import { AskedArchive } from './asked-archive.tsx';
import { Rail } from './rail.tsx';
import { useScreen } from './route.ts';
import { useSession } from '../session/session.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';

export function Shell() {
  const { t } = useTranslation('shell');
  const screen = useScreen();
  const main = useRef<HTMLElement>(null);
  useNoDrop();
  // Whoever listens to the page, or moves in it by keys, begins at the new screen's top. The first one is a page that begins there.
  const { archive } = useSession();
  const looked = `${screen ?? ''} ${archive?.handle ?? ''}`;
  const shown = useRef(looked);
  useEffect(() => {
    if (shown.current === looked) return;
    shown.current = looked;
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [looked]);
  return (
    <div className="shell">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('skip')}
      </a>
      <Rail screen={screen} />
      <div className="shell-body">
        <TopBar />
        <main id="main" ref={main} tabIndex={0} className="shell-main">
          <Screens screen={screen} />
        </main>
      </div>
      <AskedArchive />
    </div>
  );
}
