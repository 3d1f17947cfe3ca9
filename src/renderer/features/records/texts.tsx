import { Bot, PenLine, Plus } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Written } from '../../../shared/catalogue/claim.ts';
import { isKind } from '../../../shared/catalogue/kinds.ts';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { useDateWords } from './date-words.ts';
import { useHasDraft } from './draft.ts';
import { DetailSection } from './record-view.tsx';
import { TextEditor } from './text-editor.tsx';
import { useRecords } from './use-records.ts';
import { useTerms } from './vocabularies.ts';
import './texts.css';

/** Transcriptions, translations and summaries of an item: read, added, edited. */
export function Texts({ item }: { readonly item: string }) {
  const { t, i18n } = useTranslation('records');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const hasDraft = useHasDraft('text', null, item);
  const [writing, setWriting] = useState<string | null>(hasDraft ? 'new' : null);
  const { data: listed, error } = useQuery({
    queryKey: ['records', archive, 'texts of', item],
    queryFn: () =>
      host.client.records.list({
        archive,
        kind: 'text',
        filter: { names: item },
        order: { by: 'added', descending: false },
        offset: 0,
        limit: 200,
        language: i18n.language,
      }),
  });
  const { data: texts } = useRecords(listed?.rows.map(({ id }) => id) ?? []);
  const shown = (listed?.total === 0 ? [] : (texts ?? []))
    .filter((record) => isKind(record, 'text'))
    .filter(({ content }) => content.of === item);
  const close = (): void => setWriting(null);
  const edited = shown.find(({ id }) => id === writing) ?? null;
  if (writing === 'new' || edited)
    return (
      <TextEditor
        key={writing}
        record={edited}
        of={item}
        others={shown.filter(({ id }) => id !== edited?.id)}
        onClose={close}
        onSaved={close}
      />
    );
  return (
    <DetailSection
      title={t('texts.title')}
      actions={
        <Button size="small" icon={Plus} isDisabled={access === 'read'} onPress={() => setWriting('new')}>
          {t('texts.add')}
        </Button>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {listed?.total === 0 && <p className="small quiet">{t('texts.none')}</p>}
      {shown.map((text) => (
        <TextView key={text.id} text={text} onEdit={access === 'read' ? null : () => setWriting(text.id)} />
      ))}
    </DetailSection>
  );
}

function TextView({
  text: { number, content: written },
  onEdit,
}: {
  readonly text: Pick<RecordView, 'number'> & { readonly content: Written };
  readonly onEdit: (() => void) | null;
}) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const words = useDateWords();
  const { part } = written;
  const about = [
    written.language,
    part?.page === undefined ? undefined : `${t('texts.page')} ${String(part.page)}`,
    part?.from === undefined
      ? undefined
      : `${String(part.from)}–${part.to === undefined ? '' : String(part.to)} s`,
    written.author,
    written.certifiedBy === undefined
      ? undefined
      : `${t('member.certifiedBy')}: ${written.certifiedBy}${written.certifiedOn === undefined ? '' : `, ${words(written.certifiedOn)}`}`,
  ].filter((one) => one !== undefined);
  return (
    <article className="record-text" aria-label={`${number} ${terms.label('text-kinds', written.kind)}`}>
      <header className="row spread">
        <strong className="small">
          <SafeText>{terms.label('text-kinds', written.kind)}</SafeText>
        </strong>
        {onEdit && <IconButton icon={PenLine} label={t('edit')} onPress={onEdit} />}
      </header>
      {about.length > 0 && (
        <p className="small quiet">
          <SafeText>{about.join(' · ')}</SafeText>
        </p>
      )}
      {written.isByMachine === true && (
        <p className="row small record-machine">
          <Bot aria-hidden size={14} /> {t('texts.isByMachine')}
        </p>
      )}
      <p lang={written.language} className="record-text-words">
        <SafeText multiline>{written.text}</SafeText>
      </p>
    </article>
  );
}
