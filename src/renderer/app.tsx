import { useUnsaved } from './features/records/draft.ts';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider, useTranslation } from 'react-i18next';
import type { HostState } from '../shared/host/host-contract.ts';
import { Notice } from './components/notice.tsx';
import type { HostShell } from './host/host-shell.ts';
import { languages } from './i18n/i18n.ts';
import { useIsRunning, type Jobs } from './jobs/jobs.ts';
import { SessionProvider, useSession, type OpenArchive } from './session/session.tsx';
import { Shell } from './shell/shell.tsx';

interface Props {
  readonly host: HostShell;
  readonly jobs: Jobs;
  readonly queries: QueryClient;
  readonly i18n: i18n;
  /** What was open before the page was loaded anew. */
  readonly opened: OpenArchive | null;
}

export function App({ host, jobs, queries, i18n, opened }: Props) {
  return (
    <I18nextProvider i18n={i18n}>
      <Localized>
        <QueryClientProvider client={queries}>
          <SessionProvider host={host} jobs={jobs} opened={opened}>
            <Connected />
          </SessionProvider>
        </QueryClientProvider>
      </Localized>
    </I18nextProvider>
  );
}

/** React Aria's own words and directions follow the language that was chosen. */
function Localized({ children }: { readonly children: React.ReactNode }) {
  const { i18n } = useTranslation();
  return <I18nProvider locale={i18n.language}>{children}</I18nProvider>;
}

const reasons = {
  locked: 'idle',
  'locked-by-system': 'system',
  'locked-by-hand': 'hand',
  ending: 'hand',
} as const;

/** Listens to the host: it may lock by itself, end, or be gone. */
function Connected() {
  const { t } = useTranslation('shell');
  const { host, jobs, forget } = useSession();
  const [state, setState] = useState<HostState | 'lost'>('serving');
  const isWorking = useIsRunning(jobs);

  // The host is listened to once: a stream that is begun anew may miss what it tells in between.
  const forgetNow = useRef(forget);
  useEffect(() => {
    forgetNow.current = forget;
  }, [forget]);

  useEffect(() => {
    const controller = new AbortController();
    const listen = async (): Promise<void> => {
      try {
        for await (const now of host.states(controller.signal)) {
          if (now !== 'serving') forgetNow.current(reasons[now]);
          if (now === 'ending') setState('ending');
        }
      } catch {
        // Gone, which is what comes next.
      }
      if (!controller.signal.aborted) {
        forgetNow.current('hand');
        setState((before) => (before === 'ending' ? before : 'lost'));
      }
    };
    void listen();
    return () => controller.abort();
  }, [host]);

  // A page that is left stops the work it began, and loses what was written.
  const isLosing = useUnsaved() > 0 || isWorking;
  useEffect(() => {
    if (!isLosing) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isLosing]);

  if (state === 'ending') return <Still tone="info" title={t('ended')} body={t('endedBody')} />;
  if (state === 'lost') return <Still tone="caution" title={t('lost')} body={t('lostBody')} />;
  return <Shell />;
}

function Still({
  tone,
  title,
  body,
}: {
  readonly tone: 'info' | 'caution';
  readonly title: string;
  readonly body: string;
}) {
  return (
    <main className="standing-still">
      <Notice tone={tone} title={title}>
        <p>{body}</p>
      </Notice>
    </main>
  );
}

/** No host, no interface: only why. Which language was chosen in another tab is not known here: it is said in all of them. */
export function Refused({ i18n }: { readonly i18n: i18n }) {
  const first = languages.filter(({ id }) => id === i18n.language);
  const others = languages.filter(({ id }) => id !== i18n.language);
  return (
    <I18nextProvider i18n={i18n}>
      <main className="standing-still">
        {[...first, ...others].map(({ id }) => {
          const t = i18n.getFixedT(id, 'shell');
          return (
            <div key={id} lang={id} dir="ltr">
              <Notice tone="caution" title={t('refused')}>
                <p>{t('refusedBody')}</p>
              </Notice>
            </div>
          );
        })}
      </main>
    </I18nextProvider>
  );
}
