import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeySlotSummary } from '../../../shared/records/keys.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { FieldSecret, FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { NewOffice, NewWords } from './new-slots.tsx';
import { emptyTwice, isUsable, Passphrases } from './passphrases.tsx';
import { useKeyChange } from './use-key-change.ts';

/** What opens this archive. */
export function KeySlots() {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle, access } = useArchive();
  const [asked, setAsked] = useState<'add' | 'change' | 'words' | 'office' | KeySlotSummary | null>(null);
  const { data, error } = useQuery({
    queryKey: ['keys', handle],
    queryFn: () => host.client.keys.list({ archive: handle }),
  });
  const close = (): void => setAsked(null);
  const canChange = access === 'write';
  return (
    <Section
      title={t('keys')}
      actions={
        canChange && (
          <div className="row">
            <Button onPress={() => setAsked('add')}>{t('addPassphrase')}</Button>
            <Button onPress={() => setAsked('words')}>{t('addWords')}</Button>
            <Button onPress={() => setAsked('office')}>{t('addOffice')}</Button>
            <Button onPress={() => setAsked('change')}>{t('changePassphrase')}</Button>
          </div>
        )
      }
    >
      <p className="quiet">{t('keysLead')}</p>
      {error !== null && <ErrorNotice error={error} />}
      <ul className="persons">
        {data?.map((slot) => (
          <Slot
            key={slot.id}
            slot={slot}
            // The last one is never taken away.
            onRevoke={canChange && data.length > 1 ? () => setAsked(slot) : null}
          />
        ))}
      </ul>
      {(asked === 'add' || asked === 'change') && <NewPassphrase kind={asked} onClose={close} />}
      {asked === 'words' && <NewWords onClose={close} />}
      {asked === 'office' && <NewOffice onClose={close} />}
      {asked !== null && typeof asked === 'object' && <Revoke slot={asked} onClose={close} />}
    </Section>
  );
}

interface SlotProps {
  readonly slot: KeySlotSummary;
  readonly onRevoke: (() => void) | null;
}

function Slot({ slot, onRevoke }: SlotProps) {
  const { t } = useTranslation('people');
  const format = useFormats();
  return (
    <li className="person">
      <div className="person-who">
        <p className="row">
          <KeyRound aria-hidden size={16} />
          <strong>{t(`slots.${slot.kind}`)}</strong>
          {slot.label !== null && <SafeText>{slot.label}</SafeText>}
        </p>
        <p className="quiet small">
          {t('slot', { number: format.number(slot.id) })}
          {slot.addedAt !== null && ` · ${t('added', { date: format.day(slot.addedAt) })}`}
        </p>
        {!slot.whole && <p className="slot-damaged small">{t('damaged')}</p>}
      </div>
      {onRevoke && (
        <Button
          size="small"
          tone="danger"
          onPress={onRevoke}
          aria-label={t('revokeSlot', { number: format.number(slot.id) })}
        >
          {t('revoke')}
        </Button>
      )}
    </li>
  );
}

function Revoke({ slot, onClose }: { readonly slot: KeySlotSummary; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle } = useArchive();
  const format = useFormats();
  const { mutate, error, isPending } = useKeyChange(
    () => host.client.keys.revoke({ archive: handle, slot: slot.id }),
    onClose,
  );
  return (
    <ConfirmDialog
      title={t('revokeTitle')}
      size="small"
      isOpen
      onClose={onClose}
      action={t('revoke')}
      tone="danger"
      isDisabled={isPending}
      onConfirm={() => mutate()}
    >
      <p>
        <strong>{t(`slots.${slot.kind}`)}</strong> · {t('slot', { number: format.number(slot.id) })}
        {slot.label !== null && (
          <>
            {' · '}
            <SafeText>{slot.label}</SafeText>
          </>
        )}
      </p>
      <p>{t('revokeBody')}</p>
      {error !== null && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}

interface NewProps {
  readonly kind: 'add' | 'change';
  readonly onClose: () => void;
}

function NewPassphrase({ kind, onClose }: NewProps) {
  const { t } = useTranslation('people');
  const { host } = useSession();
  const { handle } = useArchive();
  const [from, setFrom] = useState('');
  const [label, setLabel] = useState('');
  const [twice, setTwice] = useState(emptyTwice);
  const { passphrase } = twice;
  const { mutate, error, isPending } = useKeyChange(
    () =>
      kind === 'change'
        ? host.client.keys.changePassphrase({ archive: handle, from, to: passphrase })
        : host.client.keys.add({
            archive: handle,
            protection: { by: 'passphrase', passphrase, label: label.trim() === '' ? null : label.trim() },
          }),
    onClose,
  );
  const isReady = isUsable(twice) && (kind === 'add' || from !== '') && !isPending;
  const title = kind === 'add' ? t('addPassphrase') : t('changePassphrase');
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button tone="primary" isDisabled={!isReady} onPress={() => mutate()}>
            {title}
          </Button>
        </>
      }
    >
      {kind === 'change' ? (
        <FieldSecret
          label={t('passphraseNow')}
          value={from}
          onChange={setFrom}
          autoFocus
          showLabel={t('showSecret', { ns: 'start' })}
          hideLabel={t('hideSecret', { ns: 'start' })}
        />
      ) : (
        <FieldText
          label={t('label')}
          hint={t('labelHint')}
          value={label}
          onChange={setLabel}
          maxLength={100}
          autoFocus
        />
      )}
      <Passphrases value={twice} onChange={setTwice} />
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
