import { ArchiveRestore, CalendarClock, EllipsisVertical, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '../../../shared/records/record.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ConfirmDialog, Dialog } from '../../components/dialog.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useRecordsChanged } from './use-records.ts';
import './record-view.css';

/** A part of what is read of a record. */
export function DetailSection({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="record-section" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {actions}
      </header>
      {children}
    </section>
  );
}

interface Props {
  readonly record: RecordView;
  /** A day or moment that it is looked at as of. */
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
}

/** What is seldom done with a record: taking it away, looking at it as it was. */
export function RecordActs({ record, at, onAt }: Props) {
  const { t } = useTranslation('records');
  const { access } = useArchive();
  const [asking, setAsking] = useState<'remove' | 'day' | null>(null);
  const [day, setDay] = useState('');
  const removal = useRemoval(record.id);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day.trim()) && !Number.isNaN(Date.parse(day.trim()));
  return (
    <>
      <MenuTrigger>
        <IconButton icon={EllipsisVertical} label={t('more')} />
        <Popover className="menu-popover" placement="bottom end">
          <Menu
            className="menu"
            disabledKeys={access === 'read' || record.isRemoved || at !== null ? ['remove'] : []}
            onAction={(key) => setAsking(key === 'remove' ? 'remove' : 'day')}
          >
            <MenuItem id="day" className="menu-item">
              <CalendarClock aria-hidden size={16} /> {t('asItWas.day')}
            </MenuItem>
            <MenuItem id="remove" className="menu-item">
              <Trash2 aria-hidden size={16} /> {t('removed.act')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <ConfirmDialog
        title={t('removed.title', { name: plainText(record.number) })}
        size="small"
        isOpen={asking === 'remove'}
        action={t('removed.act')}
        tone="danger"
        onClose={() => setAsking(null)}
        onConfirm={() => {
          setAsking(null);
          void removal.set(true);
        }}
      >
        <p>{t('removed.body')}</p>
      </ConfirmDialog>
      <Dialog
        title={t('asItWas.day')}
        size="small"
        isOpen={asking === 'day'}
        onClose={() => setAsking(null)}
        actions={
          <Button
            tone="primary"
            isDisabled={!isDay}
            onPress={() => {
              onAt(day.trim());
              setAsking(null);
            }}
          >
            {t('asItWas.look')}
          </Button>
        }
      >
        <FieldText
          label={t('asItWas.day')}
          hint={t('asItWas.dayHint')}
          value={day}
          onChange={setDay}
          autoFocus
        />
      </Dialog>
      {removal.error !== null && <ErrorNotice error={removal.error} />}
    </>
  );
}

/** That it was taken away, or is looked at as it was; with the way back. */
export function RecordState({ record, at, onAt }: Props) {
  const { t } = useTranslation('records');
  const format = useFormats();
  const { access } = useArchive();
  const removal = useRemoval(record.id);
  if (at !== null)
    return (
      <Notice
        tone="info"
        title={t('asItWas.title', { day: at.length > 10 ? format.moment(at) : format.day(at) })}
        actions={
          <Button size="small" onPress={() => onAt(null)}>
            {t('asItWas.back')}
          </Button>
        }
      >
        {Object.keys(record.content).length === 0 && <p>{t('asItWas.nothing')}</p>}
      </Notice>
    );
  if (!record.isRemoved) return null;
  return (
    <Notice
      tone="caution"
      title={t('removed.is')}
      actions={
        <Button
          size="small"
          icon={ArchiveRestore}
          isDisabled={access === 'read'}
          onPress={() => void removal.set(false)}
        >
          {t('removed.putBack')}
        </Button>
      }
    >
      {removal.error !== null && <ErrorNotice error={removal.error} />}
    </Notice>
  );
}

function useRemoval(id: string) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useRecordsChanged();
  const [error, setError] = useState<unknown>(null);
  return {
    error,
    async set(isRemoved: boolean): Promise<void> {
      try {
        await host.client.records.setRemoved({ archive, record: id, isRemoved });
        setError(null);
        await changed();
      } catch (thrown) {
        setError(thrown);
      }
    },
  };
}
