import { useQuery } from '@tanstack/react-query';
import { Info } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { plainText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';

interface Props {
  /** What is searched. */
  readonly query: string | null;
  /** A field in place of one that is none. */
  readonly onTry: (query: string) => void;
}

/** What a search names as a field and is none, and which was most likely meant. */
export function UnknownFields({ query, onTry }: Props) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data = [] } = useQuery({
    queryKey: ['unknown-fields', archive, query],
    queryFn: ({ signal }) => host.client.searches.unknownFields({ query: query ?? '' }, { signal }),
    // What was typed stays nowhere.
    gcTime: 0,
    enabled: query?.includes(':') === true,
  });
  return (
    <div className="search-unknown small" role="status">
      {(query === null ? [] : data).map(({ field, meant }) => (
        <p key={field}>
          <Info aria-hidden size={14} strokeWidth={1.75} />
          <span>
            {t('unknownField', { field: plainText(field) })}
            {meant !== null && ` ${t('fieldMeant')}`}
          </span>
          {meant !== null && (
            <AriaButton
              className="search-example mono"
              onPress={() => onTry((query ?? '').normalize('NFC').replace(`${field}:`, `${meant}:`))}
            >
              {meant}:
            </AriaButton>
          )}
        </p>
      ))}
    </div>
  );
}
