import { useQuery } from '@tanstack/react-query';
import { FolderOpen, History, Palette, Plus, ShieldCheck, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useSession, type Locked } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';
import { CreateArchive } from './create-archive.tsx';
import { OpenDialog } from './open-archive.tsx';
import { SampleArchive } from './sample-archive.tsx';
import './start.css';

/** Nothing is open yet. */
export function Start() {
  const { t } = useTranslation('start');
  const { host, failure, locked } = useSession();
  const [creating, setCreating] = useState(false);
  const [sampling, setSampling] = useState(false);
  const [opening, setOpening] = useState<string | null>(null);
  const { pick, element } = usePick();
  const recents = useQuery({
    queryKey: ['recents'],
    queryFn: async () => (await host.recents?.list()) ?? [],
  });
  useNamedArchive(setOpening);

  const choose = async (): Promise<void> => {
    const [path] =
      (await pick({ kind: 'archive', title: t('pickArchive'), action: t('pickArchiveAction') })) ?? [];
    if (path && 'text' in path) setOpening(path.text);
  };

  return (
    <div className="start">
      <header className="start-head">
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </header>
      {locked && <WasLocked locked={locked} />}
      {failure !== null && <ErrorNotice error={failure} />}
      <div className="start-ways">
        <Way icon={Plus} title={t('create')} hint={t('createHint')} onPress={() => setCreating(true)} />
        <Way icon={FolderOpen} title={t('open')} hint={t('openHint')} onPress={() => void choose()} />
        <Way icon={ShieldCheck} title={t('verify')} hint={t('verifyHint')} onPress={() => go('verify')} />
        <Way
          icon={History}
          title={t('bringBack')}
          hint={t('bringBackHint')}
          onPress={() => go('bring-back')}
        />
      </div>
      <AriaButton className="start-sample" onPress={() => setSampling(true)}>
        <Palette aria-hidden size={22} strokeWidth={1.25} />
        <span className="start-sample-words">
          <span className="start-way-title">{t('sample')}</span>
          <span className="quiet">{t('sampleHint')}</span>
        </span>
      </AriaButton>
      {recents.data && recents.data.length > 0 && (
        <section className="stack-tight">
          <h2>{t('recent')}</h2>
          {recents.data.map(({ path, name }) => (
            <AriaButton key={path} className="start-recent" onPress={() => setOpening(path)}>
              <SafeText>{name}</SafeText>
              <span className="quiet small">
                <SafeText>{path}</SafeText>
              </span>
            </AriaButton>
          ))}
        </section>
      )}
      {element}
      <CreateArchive isOpen={creating} onClose={() => setCreating(false)} />
      {sampling && <SampleArchive onClose={() => setSampling(false)} />}
      {opening !== null && <OpenDialog path={opening} onClose={() => setOpening(null)} />}
    </div>
  );
}

function WasLocked({ locked: { why, at, wasEncrypted } }: { readonly locked: Locked }) {
  const { t } = useTranslation('start');
  const format = useFormats();
  const how = wasEncrypted ? 'lockedBy' : 'closedBy';
  return (
    <Notice tone="info" title={t(`${how}.${why}`, { time: format.time(at) })}>
      <p>{wasEncrypted ? t('lockedSafe') : t('closedSafe')}</p>
    </Notice>
  );
}

/** An archive that was named when the program was started is opened at once, and only once: not again after it was locked. */
function useNamedArchive(open: (path: string) => void): void {
  const { host } = useSession();
  const { data } = useQuery({ queryKey: ['start'], queryFn: () => host.start(), staleTime: Infinity });
  const named = data?.archive ?? null;
  const done = useRef(false);
  useEffect(() => {
    if (named === null || done.current || wasNamed) return;
    done.current = true;
    wasNamed = true;
    open(named);
  }, [named, open]);
}

let wasNamed = false;

interface WayProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint: string;
  readonly onPress: () => void;
}

function Way({ icon: Icon, title, hint, onPress }: WayProps) {
  return (
    <AriaButton className="start-way" onPress={onPress}>
      <Icon aria-hidden size={28} strokeWidth={1.25} />
      <span className="start-way-title">{title}</span>
      <span className="quiet">{hint}</span>
    </AriaButton>
  );
}
