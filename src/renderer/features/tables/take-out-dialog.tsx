import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordFilter } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldCards } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { NotSaved } from '../../components/save-button.tsx';
import { saveText, type SaveOutcome } from '../../host/save-text.ts';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';

export type TakenKind = 'place' | 'incident' | 'actor';

const forms = ['csv', 'geojson', 'jsonld'] as const;
type Form = (typeof forms)[number];
const types: Readonly<Record<Form, string>> = {
  csv: 'text/csv',
  geojson: 'application/geo+json',
  jsonld: 'application/ld+json',
};
const recipients = ['partner', 'public'] as const;

interface Props {
  readonly kind: TakenKind;
  readonly filter: RecordFilter;
  readonly total: number;
  readonly onClose: () => void;
}

/** A list as a file for others: in which form, and for whom. */
export function TakeOutDialog({ kind, filter, total, onClose }: Props) {
  const { t, i18n } = useTranslation('tables');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const format = useFormats();
  const [form, setForm] = useState<Form>('csv');
  const [recipient, setRecipient] = useState<(typeof recipients)[number]>('partner');
  const [state, setState] = useState<
    | { readonly kind: 'asked' | 'working' }
    | {
        readonly kind: 'done';
        readonly records: number;
        readonly keptBack: number;
        readonly shortened: number;
      }
    | { readonly kind: 'failed'; readonly error: unknown }
    | { readonly kind: 'unsaved'; readonly outcome: SaveOutcome }
  >({ kind: 'asked' });
  const save = async (): Promise<void> => {
    setState({ kind: 'working' });
    try {
      const asked = { archive, kind, form, recipient, filter, language: i18n.language };
      const stream = await host.client.tables.takeOut(asked);
      const pieces: string[] = [];
      for (;;) {
        const next = await stream.next();
        if (next.done === true) {
          const outcome = await saveText(`${kind}.${form}`, pieces.join(''), types[form]);
          const isUnsaved = outcome === 'cancelled' || outcome === 'failed';
          setState(isUnsaved ? { kind: 'unsaved', outcome } : { kind: 'done', ...next.value });
          return;
        }
        pieces.push(next.value.text);
      }
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  };
  const offered = kind === 'actor' ? forms.filter((one) => one !== 'geojson') : forms;
  return (
    <Dialog
      title={t(`out.title.${kind}`)}
      isOpen
      onClose={onClose}
      size="medium"
      actions={
        <>
          <Button onPress={onClose}>{t(state.kind === 'done' ? 'done' : 'cancel', { ns: 'common' })}</Button>
          <Button
            tone="primary"
            icon={FileDown}
            isDisabled={state.kind === 'working'}
            onPress={() => void save()}
          >
            {t('out.save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('out.lead', { count: total, number: format.number(total) })}</p>
        <FieldCards
          label={t('out.form')}
          choices={offered.map((id) => ({ id, label: t(`out.${id}`), hint: t(`out.${id}Hint`) }))}
          value={form}
          onChange={setForm}
        />
        <FieldCards
          label={t('out.recipient')}
          choices={recipients.map((id) => ({ id, label: t(`out.${id}`), hint: t(`out.${id}Hint`) }))}
          value={recipient}
          onChange={setRecipient}
        />
        {kind !== 'actor' && <p className="quiet small">{t('out.withheld')}</p>}
        {state.kind === 'unsaved' && <NotSaved outcome={state.outcome} />}
        {state.kind === 'failed' && <ErrorNotice error={state.error} />}
        {state.kind === 'done' && (
          <Notice
            tone="good"
            title={t('out.saved', { count: state.records, number: format.number(state.records) })}
          >
            {state.keptBack > 0 && (
              <p>{t('out.keptBack', { count: state.keptBack, number: format.number(state.keptBack) })}</p>
            )}
            {state.shortened > 0 && (
              <p>{t('out.shortened', { count: state.shortened, number: format.number(state.shortened) })}</p>
            )}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
