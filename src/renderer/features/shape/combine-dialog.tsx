import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Combine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSelect } from '../../components/field.tsx';
import type { Selection } from '../../components/item-grid/selection.ts';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { chosenRows } from './chosen-rows.ts';

/** That one item can take in at once, the one that stays among them (contract: `items.combine`). */
const most = 1001;
/** Of which one is chosen to stay: more would be no choice for the eye. */
const offered = 50;

interface Props {
  readonly snapshot: string;
  readonly selection: Selection;
  readonly count: number;
  readonly onClose: () => void;
  /** It was done: the item that stays. */
  readonly onDone: (item: string) => void;
}

type State =
  | { readonly kind: 'asking' | 'working' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'done'; readonly item: string; readonly number: string; readonly files: number };

/** Makes several items one, after saying what that means. */
export function CombineDialog({ snapshot, selection, count, onClose, onDone }: Props) {
  const { t } = useTranslation('shape');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const [stays, setStays] = useState<string | null>(null);
  const [state, setState] = useState<State>({ kind: 'asking' });
  const isTooMany = count > most;
  const { data: rows, error } = useQuery({
    queryKey: ['chosen', archive, snapshot, selection],
    queryFn: () => chosenRows(host.client, archive, snapshot, selection),
    enabled: !isTooMany,
    gcTime: 0,
  });
  const into = stays ?? rows?.[0]?.id ?? null;

  const combine = async (): Promise<void> => {
    if (!rows || into === null) return;
    setState({ kind: 'working' });
    try {
      const items = rows.map(({ id }) => id).filter((id) => id !== into);
      const { item, number, files } = await host.client.items.combine({ archive, into, items });
      void queries.invalidateQueries({ queryKey: ['item', archive] });
      setState({ kind: 'done', item, number, files: files.length });
    } catch (thrown) {
      setState({ kind: 'failed', error: thrown });
    }
  };
  const close = (): void => {
    if (state.kind === 'done') onDone(state.item);
    else onClose();
  };
  return (
    <Dialog
      title={t('combine.title', { count })}
      isOpen
      onClose={close}
      actions={
        state.kind === 'done' ? (
          <Button tone="primary" onPress={close}>
            {t('done', { ns: 'common' })}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
            <Button
              tone="primary"
              icon={Combine}
              isDisabled={!rows || rows.length < 2 || state.kind === 'working'}
              onPress={() => void combine()}
            >
              {t('combine.act')}
            </Button>
          </>
        )
      }
    >
      {state.kind === 'done' ? (
        <Notice tone="good" title={t('combine.done', { number: state.number, count: state.files })} />
      ) : (
        <>
          <p>{t('combine.lead')}</p>
          {isTooMany && <Notice tone="caution" title={t('combine.tooMany', { most })} />}
          {error !== null && <ErrorNotice error={error} />}
          {rows && (
            <FieldSelect
              label={t('combine.stays')}
              choices={rows.slice(0, offered).map(({ id, number, title }) => ({
                id,
                label: `${number} · ${plainText(title)}`,
              }))}
              value={into}
              onChange={setStays}
            />
          )}
          <p className="small quiet">{t('combine.others')}</p>
          <p className="small quiet">{t('combine.unsafe')}</p>
          {state.kind === 'failed' && <ErrorNotice error={state.error} />}
        </>
      )}
    </Dialog>
  );
}
