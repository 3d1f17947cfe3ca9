import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ItemFilter, ItemOrder } from '../../../shared/records/item-row.ts';
import type { SavedSearch } from '../../../shared/records/saved-search.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';

interface Props {
  readonly filter: ItemFilter;
  readonly sort: ItemOrder;
  /** Whether there is anything to be kept. */
  readonly isFiltered: boolean;
  readonly onOpen: (search: SavedSearch) => void;
}

/** Lists that somebody comes back to: kept in the archive, searched anew each time. */
export function SavedSearches({ filter, sort, isFiltered, onOpen }: Props) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const key = ['searches', archive];
  const { data: saved = [] } = useQuery({
    queryKey: key,
    queryFn: () => host.client.searches.list({ archive }),
  });
  const change = async (to: Promise<readonly SavedSearch[]>): Promise<void> => {
    setError(null);
    try {
      queries.setQueryData(key, await to);
      setName('');
    } catch (thrown) {
      setError(thrown);
    }
  };
  const canSave = isFiltered && name.trim() !== '';
  return (
    <DialogTrigger>
      <AriaButton className="button button-quiet button-icon" aria-label={t('keptSearches.title')}>
        <Bookmark aria-hidden size={18} strokeWidth={1.75} />
      </AriaButton>
      <Popover className="search-help" placement="bottom start">
        <Dialog>
          {({ close }) => (
            <>
              <Heading slot="title" level={2}>
                {t('keptSearches.title')}
              </Heading>
              {saved.length === 0 && <p className="small quiet">{t('keptSearches.none')}</p>}
              <ul className="saved-searches">
                {saved.map((search) => (
                  <li key={search.name}>
                    <AriaButton
                      className="search-example"
                      onPress={() => {
                        onOpen(search);
                        close();
                      }}
                    >
                      <SafeText>{search.name}</SafeText>
                      {search.filter.query !== null && (
                        <span className="small quiet mono">
                          <SafeText>{search.filter.query}</SafeText>
                        </span>
                      )}
                    </AriaButton>
                    {access === 'write' && (
                      <IconButton
                        icon={Trash2}
                        label={t('keptSearches.remove', { name: plainText(search.name) })}
                        onPress={() =>
                          void change(host.client.searches.remove({ archive, name: search.name }))
                        }
                      />
                    )}
                  </li>
                ))}
              </ul>
              {error !== null && <ErrorNotice error={error} />}
              {access === 'write' && isFiltered && (
                <form
                  className="saved-new"
                  onSubmit={(event) => {
                    event.preventDefault();
                    const search = { name: name.trim(), filter, sort };
                    if (canSave) void change(host.client.searches.save({ archive, search }));
                  }}
                >
                  <FieldText label={t('keptSearches.name')} value={name} onChange={setName} maxLength={100} />
                  <Button type="submit" isDisabled={!canSave}>
                    {t('keptSearches.save')}
                  </Button>
                </form>
              )}
              {access === 'write' && !isFiltered && (
                <p className="small quiet">{t('keptSearches.nothingToSave')}</p>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
