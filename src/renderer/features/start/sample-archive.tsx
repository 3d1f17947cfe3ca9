import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sampleLanguages } from '../../../shared/records/sample.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { usePick } from '../../components/use-pick.tsx';
import { useJobs } from '../../jobs/jobs.ts';
import { useSession } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';

/** Makes the sample archive and opens it: begins at once where it was proposed, and begins again where somebody wants it else. */
export function SampleArchive({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('start');
  const { host, jobs, open } = useSession();
  const { pick, element } = usePick();
  const [path, setPath] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isOpening, setOpening] = useState(false);
  const job = useJobs(jobs).find(({ kind }) => kind === 'sample');
  const begun = useRef(false);

  const make = async (where: string): Promise<void> => {
    setPath(where);
    setError(null);
    jobs.dismiss('sample');
    const name = t('sampleName');
    const language = sampleLanguages.find((one) => one === i18n.resolvedLanguage) ?? 'en';
    const made = await jobs.start<{ readonly path: string }>('sample', (signal) =>
      host.client.archives.createSample({ path: where, name, language }, { signal }),
    );
    if (!made) return;
    setOpening(true);
    try {
      await open({ path: made.path, access: 'write' });
      jobs.dismiss('sample');
      onClose();
      go('evidence');
    } catch (failure) {
      setError(failure);
    } finally {
      setOpening(false);
    }
  };

  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const name = t('sampleName');
    host.client.archives.proposeSample({ name }).then(({ path: proposed }) => make(proposed), setError);
    // Begun once, whatever changes about it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const elsewhere = async (): Promise<void> => {
    const [folder] = (await pick({ kind: 'folder', title: t('wherePick'), action: t('whereAction') })) ?? [];
    if (!folder || !('text' in folder)) return;
    const separator = /^[A-Za-z]:\\|^\\\\/.test(folder.text) ? '\\' : '/';
    await make(`${folder.text.replace(/[/\\]+$/, '')}${separator}${t('sampleName')}.stele`);
  };

  const isRunning = job?.state === 'running';
  const close = (): void => {
    job?.stop();
    jobs.dismiss('sample');
    onClose();
  };
  return (
    <Dialog
      title={t('sampleName')}
      isOpen
      onClose={close}
      role="alertdialog"
      actions={
        isRunning || isOpening ? undefined : (
          <>
            <Button onPress={close}>{t('close', { ns: 'common' })}</Button>
            <Button tone="primary" onPress={() => void elsewhere()}>
              {t('sampleElsewhere')}
            </Button>
          </>
        )
      }
    >
      <div className="stack">
        <p>{t('sampleLead')}</p>
        {path !== null && (
          <p className="quiet small">
            {t('sampleWhere')} <SafeText>{path}</SafeText>
          </p>
        )}
        {isRunning && <JobProgress job={job} />}
        {job?.state === 'failed' && <ErrorNotice error={job.error} />}
        {job?.state === 'stopped' && <p>{t('sampleStopped')}</p>}
        {error !== null && <ErrorNotice error={error} />}
      </div>
      {element}
    </Dialog>
  );
}
