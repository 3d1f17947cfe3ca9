import { Package } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportSummary, Selection } from '../../../shared/contract/packages.ts';
import { Button } from '../../components/button.tsx';
import { FieldCards, FieldText } from '../../components/field.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Section } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { useJobs } from '../../jobs/jobs.ts';
import { useActing, useArchive, useSession } from '../../session/session.tsx';
import { Shown } from '../../components/shown.tsx';
import { TermPicker } from '../records/term-picker.tsx';
import { Preview } from './preview.tsx';
import { useToPackage, type ToPackage } from './to-package.ts';
import { Written } from './written.tsx';
import './packages.css';

type Form = 'folder' | 'zip';

interface Draft {
  readonly by: 'chosen' | 'all' | 'query';
  readonly query: string;
  readonly form: Form;
  readonly destination: string;
  /** Ids of terms; empty: nobody says. */
  readonly purpose: string;
  readonly recipient: string;
}

const empty: Draft = { by: 'all', query: '', form: 'zip', destination: '', purpose: '', recipient: '' };

/** Writes evidence packages. */
export function Packages() {
  const { t } = useTranslation('packages');
  const { host, jobs } = useSession();
  const archive = useArchive();
  const [chosen] = useToPackage();
  const [draft, setDraft] = useState<Draft>({
    ...empty,
    ...chosen?.giving,
    by: chosen ? 'chosen' : 'all',
  });
  const job = useJobs(jobs).find(({ kind }) => kind === 'export') ?? null;
  const isRunning = job?.state === 'running';
  const set = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const selection = selectionOf(draft, chosen);
  const isReady = selection !== null && draft.destination.trim() !== '' && !isRunning;

  const run = (): void => {
    if (!isReady) return;
    void jobs.start<ExportSummary>('export', (signal) =>
      host.client.packages.export(
        {
          archive: archive.handle,
          destination: draft.destination.trim(),
          profile: 'transfer',
          form: draft.form,
          selection,
          giving: givingOf(draft),
        },
        { signal },
      ),
    );
  };

  return (
    <Page title={t('title')} lead={t('lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <Section title={t('export')}>
          <FieldCards
            label={t('which')}
            value={draft.by}
            onChange={(by) => set({ by })}
            choices={[
              ...(chosen
                ? [
                    {
                      id: 'chosen' as const,
                      label: t('chosen', { count: chosen.count }),
                      ...(chosen.by === 'snapshot' && { hint: t('chosenHint') }),
                    },
                  ]
                : []),
              { id: 'all', label: t('all'), hint: t('allHint') },
              { id: 'query', label: t('query'), hint: t('queryHint') },
            ]}
          />
          {draft.by === 'query' && (
            <FieldText
              label={t('word')}
              value={draft.query}
              onChange={(query) => set({ query })}
              isRequired
            />
          )}
          <Giving draft={draft} onChange={set} />
          <Preview selection={selection} giving={givingOf(draft)} />
          <FieldCards
            label={t('form')}
            value={draft.form}
            onChange={(form) => set({ form, destination: withForm(draft.destination, form) })}
            choices={[
              { id: 'zip', label: t('zip'), hint: t('zipHint') },
              { id: 'folder', label: t('folder'), hint: t('folderHint') },
            ]}
          />
          <Destination
            value={draft.destination}
            form={draft.form}
            onChange={(destination) => set({ destination })}
          />
          <Notice tone="caution" title={t('tellsAll')}>
            <p>{t('tellsAllBody')}</p>
            {archive.isEncrypted && <p>{t('notEncrypted')}</p>}
          </Notice>
          <Signing />
          {isRunning ? (
            <JobProgress job={job} />
          ) : (
            <div className="row">
              <Button type="submit" tone="primary" icon={Package} isDisabled={!isReady}>
                {t('write')}
              </Button>
            </div>
          )}
        </Section>
      </form>
      {job?.state === 'failed' && <ErrorNotice error={job.error} />}
      {job?.state === 'stopped' && <Notice tone="info" title={t('stopped')} />}
      {job?.state === 'done' && job.result !== null && (
        <Shown>
          <Written summary={job.result as ExportSummary} />
        </Shown>
      )}
    </Page>
  );
}

function selectionOf({ by, query }: Draft, chosen: ToPackage | null): Selection | null {
  if (by === 'chosen') {
    if (chosen?.by === 'items') return { by: 'items', items: [...chosen.items] };
    return (
      chosen && {
        by: 'snapshot',
        snapshot: chosen.snapshot,
        ranges: chosen.ranges.map(([from, to]) => [from, to]),
      }
    );
  }
  if (by === 'all') return { by };
  return query.trim() === '' ? null : { by, query: query.trim() };
}

type GivingDraft = Pick<Draft, 'purpose' | 'recipient'>;

function givingOf({ purpose, recipient }: GivingDraft) {
  return purpose === '' ? null : { purpose, recipient: recipient === '' ? null : recipient };
}

/** For what and for whom: then whoever gave something is looked at for whether they agreed to that. */
function Giving({
  draft,
  onChange,
}: {
  readonly draft: GivingDraft;
  readonly onChange: (part: Partial<GivingDraft>) => void;
}) {
  const { t } = useTranslation('packages');
  return (
    <div className="packages-giving" role="group" aria-label={t('giving')}>
      <TermPicker
        label={t('purpose')}
        vocabulary="consent-purposes"
        value={draft.purpose === '' ? undefined : draft.purpose}
        onChange={(purpose = '') => onChange({ purpose, ...(purpose === '' ? { recipient: '' } : {}) })}
      />
      {draft.purpose !== '' && (
        <TermPicker
          label={t('recipient')}
          vocabulary="recipient-classes"
          value={draft.recipient === '' ? undefined : draft.recipient}
          onChange={(recipient = '') => onChange({ recipient })}
        />
      )}
    </div>
  );
}

/** The ending follows the form, so that a zip is called one. */
function withForm(path: string, form: Form): string {
  if (path === '') return path;
  const bare = path.replace(/\.zip$/i, '');
  return form === 'zip' ? `${bare}.zip` : bare;
}

interface DestinationProps {
  readonly value: string;
  readonly form: Form;
  readonly onChange: (path: string) => void;
}

function Destination({ value, form, onChange }: DestinationProps) {
  const { t } = useTranslation('packages');
  const { name } = useArchive();
  const { pick, element } = usePick();
  const [isUnusable, setUnusable] = useState(false);
  const choose = async (): Promise<void> => {
    const [path] =
      (await pick({
        kind: 'save',
        title: t('wherePick'),
        action: t('whereAction'),
        suggestedName: suggested(name, form),
      })) ?? [];
    if (!path) return;
    setUnusable(!('text' in path));
    if ('text' in path) onChange(path.text);
  };
  return (
    <>
      <FieldText
        label={t('where')}
        hint={t('whereHint')}
        value={value}
        onChange={(path) => {
          setUnusable(false);
          onChange(path);
        }}
        error={isUnusable ? t('whereUnusable') : null}
        isRequired
        trailing={<Button onPress={() => void choose()}>{t('choose', { ns: 'common' })}</Button>}
      />
      {element}
    </>
  );
}

/** What no file system takes in a name becomes a hyphen. */
function suggested(name: string, form: Form): string {
  const safe = name
    .trim()
    .replace(/[/\\:*?"<>|\p{Cc}]/gu, '-')
    .replace(/[. ]+$/, '')
    .slice(0, 80);
  const day = new Date().toISOString().slice(0, 10);
  return `${safe === '' ? 'package' : safe} ${day}${form === 'zip' ? '.zip' : ''}`;
}

/** By whom it would be signed as things stand. */
function Signing() {
  const { t } = useTranslation('packages');
  const acting = useActing();
  return acting?.standing === 'unlocked' ? (
    <p>
      {t('willSign')} <SafeText>{acting.name}</SafeText>
    </p>
  ) : (
    <p className="quiet">
      {t('unsigned')} <a href="#/people">{t('toPeople')}</a>
    </p>
  );
}
