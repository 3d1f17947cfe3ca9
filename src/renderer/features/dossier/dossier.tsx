import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReportWritten } from '../../../shared/records/report.ts';
import { Button } from '../../components/button.tsx';
import { FieldCards, FieldCheck, FieldSelect, FieldText } from '../../components/field.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { Page, Section } from '../../components/page.tsx';
import { PathField } from '../../components/path-field.tsx';
import { useJobs } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { ReferencesPicker } from '../records/reference-picker.tsx';
import { useTerms } from '../records/vocabularies.ts';
import { Shown } from '../../components/shown.tsx';
import { isSameRequest, requestOf, useDossierDraft, useWrittenFor, type DossierDraft } from './draft.ts';
import { DossierPreview } from './preview.tsx';
import { DossierWritten } from './written.tsx';
import './dossier.css';

/** Reports on places and incidents, and what is submitted to a court or a UN body. */
export function Dossier() {
  const { t, i18n } = useTranslation('dossier');
  const { host, jobs } = useSession();
  const archive = useArchive();
  const [draft, setDraft] = useDossierDraft(i18n.language);
  const [writtenFor, setWrittenFor] = useWrittenFor();
  const job = useJobs(jobs).find(({ kind }) => kind === 'report') ?? null;
  const isRunning = job?.state === 'running';
  const set = (part: Partial<DossierDraft>): void => setDraft({ ...draft, ...part });
  const request = requestOf(draft);
  const destination = draft.destination.trim();
  const isReady = request !== null && destination !== '' && !isRunning;
  const run = (): void => {
    if (!isReady) return;
    const asked = { ...request, archive: archive.handle, form: draft.form, destination };
    setWrittenFor(request);
    void jobs.start<ReportWritten>('report', (signal) => host.client.reports.write(asked, { signal }));
  };
  return (
    <Page title={t('title')} lead={t('lead')} isWide>
      <div className="dossier">
        <form
          className="dossier-form"
          onSubmit={(event) => {
            event.preventDefault();
            run();
          }}
        >
          <Section title={t('whom')}>
            <Recipient value={draft.recipient} onChange={(recipient) => set({ recipient })} />
          </Section>
          <Section title={t('what')}>
            <ReferencesPicker
              label={t('about')}
              kinds={['incident', 'place']}
              value={draft.about}
              onChange={(about) => set({ about: [...about] })}
            />
            {draft.about.length === 0 && <p className="quiet small">{t('aboutAll')}</p>}
            <FieldCards
              label={t('group')}
              value={draft.groupBy}
              onChange={(groupBy) => set({ groupBy })}
              choices={[
                { id: 'legal-references', label: t('byLegal') },
                { id: 'risk-factors', label: t('byRisk') },
                { id: 'none', label: t('byDate') },
              ]}
            />
          </Section>
          <Section title={t('how')}>
            <div className="dossier-pair">
              <FieldSelect
                label={t('language')}
                value={draft.language}
                onChange={(language) => set({ language })}
                choices={[
                  { id: 'en', label: 'English' },
                  { id: 'hy', label: 'Հայերեն' },
                  { id: 'ru', label: 'Русский' },
                ]}
              />
              <FieldSelect
                label={t('names')}
                value={draft.names}
                onChange={(names) => set({ names })}
                choices={[
                  { id: 'language', label: t('namesLanguage') },
                  { id: 'official', label: t('namesOfficial') },
                  { id: 'in-local-use', label: t('namesLocal') },
                ]}
              />
            </div>
            <FieldText
              label={t('heading')}
              hint={t('headingHint')}
              value={draft.title}
              onChange={(title) => set({ title })}
              maxLength={500}
            />
            <FieldCheck isSelected={draft.withPictures} onChange={(withPictures) => set({ withPictures })}>
              {t('pictures')}
            </FieldCheck>
            <FieldCards
              label={t('form')}
              value={draft.form}
              onChange={(form) =>
                set({ form, destination: draft.destination.replace(/\.(pdf|docx)$/i, `.${form}`) })
              }
              choices={[
                { id: 'pdf', label: t('pdf'), hint: t('pdfHint') },
                { id: 'docx', label: t('docx'), hint: t('docxHint') },
              ]}
            />
            <PathField
              label={t('where')}
              hint={t('whereHint')}
              value={draft.destination}
              onChange={(path) => set({ destination: path })}
              kind="save"
              title={t('wherePick')}
              action={t('whereAction')}
              suggestedName={`${t('fileName')} ${new Date().toISOString().slice(0, 10)}.${draft.form}`}
              isRequired
            />
            {isRunning ? (
              <JobProgress job={job} />
            ) : (
              <div className="row">
                <Button type="submit" tone="primary" icon={FileText} isDisabled={!isReady}>
                  {t('write')}
                </Button>
              </div>
            )}
          </Section>
          {job?.state === 'failed' && <ErrorNotice error={job.error} />}
          {job?.state === 'stopped' && <Notice tone="info" title={t('stopped')} />}
          {job?.state === 'done' && job.result !== null && isSameRequest(writtenFor, request) && (
            <Shown>
              <DossierWritten written={job.result as ReportWritten} recipient={draft.recipient} />
            </Shown>
          )}
        </form>
        <DossierPreview request={request} />
      </div>
    </Page>
  );
}

function Recipient({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (recipient: string) => void;
}) {
  const { t } = useTranslation('dossier');
  const terms = useTerms();
  const choices = terms.choices('recipient-classes', value === '' ? [] : [value]);
  // The list's own words lean on each other; here each stands on a card of its own.
  const sentences: Readonly<Record<string, string>> = t('recipients', { returnObjects: true });
  return (
    <>
      <FieldCards
        label={t('recipient')}
        value={value}
        onChange={onChange}
        choices={choices.map(({ id }) => ({
          id,
          label: sentences[id] ?? terms.label('recipient-classes', id),
        }))}
      />
      <p className="quiet small">{t('recipientHint')}</p>
    </>
  );
}
