import { Combine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/records/finding.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { FieldCards } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { positionInWords } from '../places/position-words.ts';
import { ItemTileList } from '../records/item-tile-list.tsx';
import { NamesHead } from '../records/names-head.tsx';
import { contentAt } from '../records/record-detail.tsx';
import { StatusChip } from '../records/status-chip.tsx';
import { useRecord } from '../records/use-records.ts';
import { useTerms } from '../records/vocabularies.ts';
import { addressOfRecord } from '../records/where.ts';
import { useGapsChanged } from './use-gaps.ts';

/** Two places side by side: names, where, what, how they stand, and which pictures show them. */
export function Compare({ subjects }: { readonly subjects: Finding['subjects'] }) {
  return (
    <div className="gaps-two">
      {subjects.map(({ id }) => (
        <Side key={id} id={id} />
      ))}
    </div>
  );
}

function Side({ id }: { readonly id: string }) {
  const { t } = useTranslation('gaps');
  const { t: say } = useTranslation('records');
  const terms = useTerms();
  const { data: record } = useRecord(id);
  if (!record) return <div className="gaps-side" />;
  const place = contentAt(record, 'place');
  const address = addressOfRecord(record);
  const pictures = record.links.filter(({ type, other }) => type === 'shows' && other.kind === 'item');
  const [status] = record.statuses;
  return (
    <article className="gaps-side stack-tight">
      <div className="row spread">
        <NamesHead number={record.number} names={place.names ?? []} />
        {address !== null && (
          <a className="button button-quiet button-small" href={address}>
            {t('act.openIt')}
          </a>
        )}
      </div>
      <Facts
        rows={[
          place.types
            ? [say('member.types'), <SafeText key="types">{place.types.map((id) => terms.label('place-types', id)).join(', ')}</SafeText>] // prettier-ignore
            : null,
          place.geometry
            ? [say('member.geometry'), <span key="where" className="numeric"><SafeText>{positionInWords(place.geometry, say)}</SafeText></span>] // prettier-ignore
            : null,
          status ? [say('member.status'), <StatusChip key="status" status={status.status} vocabulary="site-status" />] : null, // prettier-ignore
          place.description === undefined
            ? null
            : [say('member.description'), <SafeText key="says" multiline>{place.description.slice(0, 400)}</SafeText>], // prettier-ignore
        ]}
      />
      {pictures.length > 0 && (
        <ItemTileList
          label={say('itemCount', { count: pictures.length, number: String(pictures.length) })}
          items={pictures.slice(0, 4).map(({ other }) => other.id)}
        />
      )}
    </article>
  );
}

/** Makes one of the two. Which one stays is chosen: it keeps its number and what it says. */
export function MergeButton({ subjects }: { readonly subjects: Finding['subjects'] }) {
  const { t } = useTranslation('gaps');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const changed = useGapsChanged();
  const [first, second] = subjects;
  const [isOpen, setOpen] = useState(false);
  const [kept, setKept] = useState(first?.id ?? '');
  const [error, setError] = useState<unknown>(null);
  if (!first || !second) return null;
  const merge = async (): Promise<void> => {
    try {
      await host.client.gaps.merge({ archive, kept, gone: kept === first.id ? second.id : first.id });
      setOpen(false);
      await changed();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <Button size="small" icon={Combine} isDisabled={access === 'read'} onPress={() => setOpen(true)}>
        {t('act.same')}
      </Button>
      <ConfirmDialog
        title={t('merge.title')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        action={t('merge.action')}
        onConfirm={() => void merge()}
      >
        <div className="stack">
          <p>{t('merge.body')}</p>
          <FieldCards
            label={t('merge.stays')}
            choices={[first, second].map(({ id, number, name }) => ({ id, label: name, hint: number }))}
            value={kept}
            onChange={setKept}
          />
          {error !== null && <ErrorNotice error={error} />}
        </div>
      </ConfirmDialog>
    </>
  );
}
