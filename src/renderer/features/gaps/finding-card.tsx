import { ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/records/finding.ts';
import { Button } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { ItemTileList } from '../records/item-tile-list.tsx';
import { Mention } from '../records/mention.tsx';
import { Compare, MergeButton } from './compare.tsx';
import { useGapsChanged } from './use-gaps.ts';
import { useWhy } from './use-why.ts';

/** One thing to look into: what, why in figures, what it is about, and what can be done with it. */
export function FindingCard({
  finding,
  translation,
}: {
  readonly finding: Finding;
  readonly translation: string;
}) {
  const { t } = useTranslation('gaps');
  const why = useWhy()(finding);
  const { kind, subjects, aside } = finding;
  const isPair = kind === 'same-places';
  const records = subjects.filter((one) => one.kind !== 'item');
  const items = subjects.filter((one) => one.kind === 'item');
  return (
    <li className="gaps-finding stack-tight">
      {!isPair && records.length > 0 && (
        <p className="gaps-subject">
          {records.map((record) => (
            <Mention key={record.id} record={record} />
          ))}
        </p>
      )}
      {why.map((sentence) => (
        <p key={sentence}>
          <SafeText>{sentence}</SafeText>
        </p>
      ))}
      {isPair && <Compare subjects={subjects} />}
      {items.length > 0 && <ItemTileList label={t(`kind.${kind}`)} items={items.map(({ id }) => id)} />}
      {aside ? (
        <Aside aside={aside} />
      ) : (
        <div className="row gaps-acts">
          {isPair && <MergeButton subjects={subjects} />}
          <PutAside finding={finding} translation={translation} />
        </div>
      )}
    </li>
  );
}

function PutAside({ finding, translation }: { readonly finding: Finding; readonly translation: string }) {
  const { t } = useTranslation('gaps');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const changed = useGapsChanged();
  const [reason, setReason] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { kind, key } = finding;
  const act = t(kind === 'same-places' ? 'act.notSame' : 'act.putAside');
  if (reason === null)
    return (
      <Button size="small" tone="quiet" isDisabled={access === 'read'} onPress={() => setReason('')}>
        {act}
      </Button>
    );
  const put = async (): Promise<void> => {
    try {
      await host.client.gaps.putAside({ archive, kind, key, reason, translation });
      await changed();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <form
      className="gaps-reason"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') void put();
      }}
    >
      <FieldText
        label={t('act.reason')}
        hint={t('act.reasonHint')}
        value={reason}
        onChange={setReason}
        autoFocus
      />
      {error !== null && <ErrorNotice error={error} />}
      <div className="row">
        <Button size="small" tone="primary" type="submit" isDisabled={reason.trim() === ''}>
          {act}
        </Button>
        <Button size="small" onPress={() => setReason(null)}>
          {t('cancel', { ns: 'common' })}
        </Button>
      </div>
    </form>
  );
}

function Aside({ aside }: { readonly aside: NonNullable<Finding['aside']> }) {
  const { t } = useTranslation('gaps');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const changed = useGapsChanged();
  const takeUp = async (): Promise<void> => {
    await host.client.gaps.takeUp({ archive, record: aside.record });
    await changed();
  };
  return (
    <div className="row spread gaps-aside">
      <p>
        <span className="quiet small">{t('act.asideTitle')}</span>{' '}
        <SafeText multiline>{aside.reason}</SafeText>
      </p>
      <Button size="small" icon={ArchiveRestore} isDisabled={access === 'read'} onPress={() => void takeUp()}>
        {t('act.takeUp')}
      </Button>
    </div>
  );
}
