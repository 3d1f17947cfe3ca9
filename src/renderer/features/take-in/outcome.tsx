import { useQuery } from '@tanstack/react-query';
import { CreditCard, Images, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AnyPath } from '../../../shared/contract/common.ts';
import type { CardEntry, CardReport, LeftOutEntry } from '../../../shared/records/fixity.ts';
import type { ImportEntry, ImportSummary } from '../../../shared/records/import.ts';
import { Button } from '../../components/button.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Facts, Section } from '../../components/page.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { Said } from '../../components/said.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useJobs } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';
import { everything } from '../evidence/list.ts';
import { useFilter } from '../evidence/use-filter.ts';
import { AndMore } from './and-more.tsx';

const mostShown = 50;
/** So few names are read at a glance. */
const fewEnough = 8;

interface Props {
  /** Null: what was taken in were copies, and which card they came from nobody knows. */
  readonly paths: readonly AnyPath[] | null;
  readonly summary: ImportSummary;
  readonly onAgain: () => void;
}

/** What an import came to, and what a person can do about it. */
export function Outcome({ paths, summary, onAgain }: Props) {
  const { t } = useTranslation('takeIn');
  const format = useFormats();
  const { host } = useSession();
  const { handle } = useArchive();
  const accession = summary.accessionId;
  const failed = useQuery({
    queryKey: ['not-imported', accession],
    queryFn: async () => {
      const found: ImportEntry[] = [];
      for await (const entry of await host.client.ingest.entries({ archive: handle, accession }))
        if (entry.status === 'failed' && found.length < mostShown) found.push(entry);
      return found;
    },
  });
  const there = summary.imported + summary.duplicates;
  const isKnown = summary.imported === 0 && summary.failed === 0;
  const title = there === 0 ? t('nothingTaken') : t(isKnown ? 'nothingNew' : 'result', { count: there });
  return (
    <>
      <Notice
        tone={summary.failed > 0 ? 'caution' : there > 0 ? 'good' : 'info'}
        title={title}
        actions={
          <>
            <Button icon={Images} onPress={() => go('evidence')}>
              {t('lookAtThem')}
            </Button>
            <Button onPress={onAgain}>{t('again')}</Button>
          </>
        }
      >
        <Facts
          rows={[
            [t('stored'), `${format.number(summary.imported)} (${format.bytes(summary.bytes)})`],
            [t('duplicates'), format.number(summary.duplicates)],
            [t('skipped'), format.number(summary.skipped)],
            ...(summary.leftOut > 0 ? [[t('leftOut'), format.number(summary.leftOut)] as const] : []),
            [t('failed'), format.number(summary.failed)],
          ]}
        />
      </Notice>
      <Warned accession={accession} />
      {failed.data && failed.data.length > 0 && (
        <Section title={t('failedTitle')}>
          <p>{t('failedLead')}</p>
          <ul className="take-in-others">
            {failed.data.map((entry) => (
              <li key={entry.pathBytes ?? entry.path}>
                <SafeText>{entry.path}</SafeText>{' '}
                <span className="quiet small">
                  <Said>{entry.error?.message ?? ''}</Said>
                </span>
              </li>
            ))}
          </ul>
          <AndMore count={summary.failed - failed.data.length} />
        </Section>
      )}
      {paths === null ? (
        <Notice tone="info" title={t('cardTitle')}>
          <p>{t('cardUnknown')}</p>
        </Notice>
      ) : (
        <Card paths={paths} />
      )}
    </>
  );
}

/** Damage and contradictions that reading found: nobody looks for them who is not told that they are there. */
function Warned({ accession }: { readonly accession: string }) {
  const { t } = useTranslation('takeIn');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [, setFilter] = useFilter();
  const { data, error } = useQuery({
    queryKey: ['warned', archive, accession],
    queryFn: () => host.client.ingest.warnings({ archive, accession }),
  });
  if (error !== null) return <ErrorNotice error={error} />;
  if (!data || data.files === 0) return null;
  const show = (): void => {
    setFilter(() => ({ ...everything, accession: data.accession, warned: true }));
    go('evidence');
  };
  return (
    <Notice
      tone="caution"
      title={t('warned', { count: data.files })}
      actions={
        <Button icon={TriangleAlert} onPress={show}>
          {t('showWarned')}
        </Button>
      }
    >
      <p>{t('warnedLead')}</p>
    </Notice>
  );
}

/** May this card be cleared? The program never clears one itself. */
function Card({ paths }: { readonly paths: readonly AnyPath[] }) {
  const { t } = useTranslation('takeIn');
  const { host, jobs } = useSession();
  const { handle } = useArchive();
  const own = useJobs(jobs).filter(({ kind }) => kind === 'confirm' || kind === 'card');
  const running = own.find(({ state }) => state === 'running');
  const failed = own.find(({ state }) => state === 'failed');
  const report = own.find(({ kind, state }) => kind === 'card' && state === 'done')?.result as
    CardReport | undefined;
  const look = async (): Promise<void> => {
    jobs.dismiss('card');
    await jobs.start('confirm', (signal) => host.client.fixity.confirm({ archive: handle }, { signal }));
    await jobs.start('card', (signal) =>
      host.client.fixity.card({ archive: handle, paths: [...paths], workingFolder: '/' }, { signal }),
    );
  };
  return (
    <Section title={t('cardTitle')}>
      <p>{t('cardLead')}</p>
      {running ? (
        <JobProgress job={running} />
      ) : (
        <>
          {failed && <ErrorNotice error={failed.error} />}
          {report && <CardAnswer report={report} />}
          <div className="row">
            <Button tone={report ? 'plain' : 'primary'} icon={CreditCard} onPress={() => void look()}>
              {report ? t('cardAgain') : t('cardAsk')}
            </Button>
            {report?.verdict === 'not-yet' && <Button onPress={() => go('keep')}>{t('toBackup')}</Button>}
          </div>
        </>
      )}
    </Section>
  );
}

function CardAnswer({ report }: { readonly report: CardReport }) {
  const { t } = useTranslation('takeIn');
  const format = useFormats();
  const namesOf = (isOwnDisk: boolean): string[] =>
    report.backups
      .filter(({ files, sameDisk }) => files > 0 && sameDisk === isOwnDisk)
      .map(({ label, id }) => plainText(label ?? id.slice(0, 8)));
  const [names, onOwnDisk] = [namesOf(false), namesOf(true)];
  const lists = [
    ['notInArchive', report.notInArchive],
    ['notConfirmed', report.notConfirmed],
    ['notBackedUp', report.notBackedUp],
    ['cardUnreadable', report.unreadable],
  ] as const;
  if (report.verdict === 'empty') return <Notice tone="caution" title={t('cardEmpty')} />;
  if (report.verdict === 'left-out')
    return (
      <Notice tone="caution" title={t('leftOutWouldBeLost', { count: report.leftOut })}>
        {report.inArchive > 0 && (
          <p>{t('leftOutRestIsSafe', { count: report.inArchive, backups: format.list(names) })}</p>
        )}
        <LeftOutList count={report.leftOut} entries={report.leftOutFiles} />
        <p>{t('neverErases')}</p>
      </Notice>
    );
  if (report.verdict === 'may-clear')
    return (
      <Notice tone="good" title={t('mayClear', { count: report.files })}>
        <p>{t('mayClearWhere', { count: report.files, backups: format.list(names) })}</p>
        <p>{t('neverErases')}</p>
      </Notice>
    );
  return (
    <Notice tone="caution" title={t('mayNotClear')}>
      <p>
        {t('cardCounts', {
          files: format.number(report.files),
          inArchive: format.number(report.inArchive),
          confirmed: format.number(report.confirmed),
          backedUp: format.number(report.backedUp),
        })}
      </p>
      {report.notBackedUp.length > 0 && onOwnDisk.length > 0 && (
        <p>{t('onOwnDisk', { backups: format.list(onOwnDisk) })}</p>
      )}
      {lists
        .filter(([, entries]) => entries.length > 0)
        .map(([name, entries]) => (
          <CardList key={name} title={t(name, { count: entries.length })} entries={entries} />
        ))}
      {report.leftOut > 0 && <LeftOutList count={report.leftOut} entries={report.leftOutFiles} />}
    </Notice>
  );
}

function LeftOutList({
  count,
  entries,
}: {
  readonly count: number;
  readonly entries: readonly LeftOutEntry[];
}) {
  const { t } = useTranslation('takeIn');
  const format = useFormats();
  return (
    <details open={count <= fewEnough}>
      <summary>{t('leftOutFiles', { count })}</summary>
      <ul className="take-in-others">
        {entries.slice(0, mostShown).map(({ path, size, accession, at, by }) => (
          <li key={path}>
            <SafeText>{path}</SafeText>{' '}
            <span className="quiet small">
              {plainText(
                [format.bytes(size), accession, format.day(at), by]
                  .filter((part) => part !== null)
                  .join(' · '),
              )}
            </span>
          </li>
        ))}
      </ul>
      <AndMore count={count - Math.min(entries.length, mostShown)} />
    </details>
  );
}

function CardList({ title, entries }: { readonly title: string; readonly entries: readonly CardEntry[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <ul className="take-in-others">
        {entries.slice(0, mostShown).map(({ path, reason }) => (
          <li key={path}>
            <SafeText>{path}</SafeText>{' '}
            <span className="quiet small">
              <Said>{reason}</Said>
            </span>
          </li>
        ))}
      </ul>
      <AndMore count={entries.length - mostShown} />
    </details>
  );
}
