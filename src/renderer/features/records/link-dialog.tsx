import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkEnd } from '../../../shared/catalogue/link-rules.ts';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { RecordMention } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { RecordSearch } from './reference-picker.tsx';
import { TermPicker } from './term-picker.tsx';
import type { Linking } from './use-linking.ts';
import { linkOf, waysBetween } from './ways.ts';
import { useTerms } from './vocabularies.ts';

interface Props {
  readonly of: { readonly id: string; readonly kind: LinkEnd };
  readonly kinds: readonly RecordKind[];
  readonly linking: Linking;
  readonly onClose: () => void;
}

/** Links a record that is found by name, and says how, how sure that is, and why. */
export function LinkDialog({ of, kinds, linking, onClose }: Props) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const [other, setOther] = useState<RecordMention | null>(null);
  const [way, setWay] = useState<string | null>(null);
  const [certainty, setCertainty] = useState<string | undefined>(undefined);
  const [note, setNote] = useState('');
  const ways = other === null ? [] : waysBetween(of.kind, other.kind as LinkEnd);
  const chosen = ways.find(({ id }) => id === way) ?? ways[0];
  const link = async (): Promise<void> => {
    if (!other || !chosen) return;
    const isDone = await linking.link([
      {
        ...linkOf(chosen, of.id, other.id),
        ...(certainty === undefined ? {} : { certainty }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
    ]);
    if (isDone) onClose();
  };
  return (
    <Dialog
      title={t('links.addRecord')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="primary" icon={Link2} isDisabled={!chosen} onPress={() => void link()}>
            {t('links.act')}
          </Button>
        </>
      }
    >
      {other === null ? (
        <RecordSearch label={t('links.find')} kinds={kinds} onChoose={setOther} without={[of.id]} autoFocus />
      ) : (
        <>
          <p className="row spread">
            <strong>
              <span className="quiet numeric">{other.number}</span> <SafeText>{other.name}</SafeText>
            </strong>
            <Button size="small" tone="quiet" onPress={() => setOther(null)}>
              {t('links.another')}
            </Button>
          </p>
          <FieldSelect
            label={t('links.how')}
            choices={ways.map(({ id, type, end }) => ({ id, label: terms.relation(type, end) }))}
            value={chosen?.id ?? null}
            onChange={setWay}
          />
          <TermPicker
            label={t('links.certainty')}
            vocabulary="certainty"
            value={certainty}
            onChange={setCertainty}
          />
          <FieldText label={t('links.note')} lines={2} value={note} onChange={setNote} />
        </>
      )}
      {linking.error !== null && <ErrorNotice error={linking.error} />}
    </Dialog>
  );
}
