import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App, Refused } from './app.tsx';
import { openBrowserShell } from './host/browser-shell.ts';
import { desktopPage, openDesktop } from './host/desktop-shell.ts';
import { speakArmenian } from './i18n/aria-strings.ts';
import { startI18n } from './i18n/i18n.ts';
import { openJobs } from './jobs/jobs.ts';
import { applyTheme } from './shell/theme.ts';
import './tokens/fonts.css';
import './tokens/tokens.css';
import './tokens/base.css';

async function begin(): Promise<void> {
  applyTheme();
  const element = document.getElementById('root');
  if (!element) return;
  const root = createRoot(element);
  speakArmenian();
  const i18n = await startI18n();
  try {
    const desktop = desktopPage();
    const host = await (desktop ? openDesktop(desktop, i18n.t('productName')) : openBrowserShell());
    // The core is on this machine: asking again costs next to nothing, and failures of its own will not go away.
    const queries = new QueryClient({
      defaultOptions: {
        queries: { retry: false, refetchOnWindowFocus: false, staleTime: 2000, networkMode: 'always' },
        // What came of one may be recovery words: it goes with its form.
        mutations: { networkMode: 'always', gcTime: 0 },
      },
    });
    // A list that is made anew loses what is chosen in it: only for what puts items there.
    const jobs = openJobs(
      (kind) =>
        void queries.invalidateQueries({
          predicate: ({ queryKey }) => kind === 'import' || queryKey[0] !== 'list',
        }),
    );
    host.setLanguage(i18n.language);
    i18n.on('languageChanged', (language) => host.setLanguage(language));
    // A page that was loaded anew goes on where it was: the archive is open in the host all the while.
    const [opened] = await host.client.archives.opened();
    root.render(
      <App
        opened={opened ? { ...opened, handle: opened.archive } : null}
        host={host}
        jobs={jobs}
        queries={queries}
        i18n={i18n}
      />,
    );
  } catch {
    root.render(<Refused i18n={i18n} />);
  }
}

void begin();
