import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AnyPath } from '../../../shared/contract/common.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { readablePath } from '../../host/any-path.ts';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { AndMore } from './and-more.tsx';

export interface UnfinishedImport {
  readonly accession: string;
  readonly paths: readonly AnyPath[];
}

/** As many as leave the screen to what it is for. The others come up as these are finished. */
const mostShown = 3;

/** Imports that were cut off by a closed window, a locked archive, a full disk, a card that was pulled out. */
export function Unfinished({ onContinue }: { readonly onContinue: (unfinished: UnfinishedImport) => void }) {
  const { t } = useTranslation('takeIn');
  const format = useFormats();
  const { host } = useSession();
  const { handle } = useArchive();
  const { data } = useQuery({
    queryKey: ['unfinished-imports', handle],
    queryFn: () => host.client.ingest.unfinished({ archive: handle }),
    // Of a page that was loaded anew the import before is being stopped just now.
    refetchInterval: ({ state }) => (state.data === null ? 1000 : false),
  });
  if (!data) return null;
  return (
    <>
      {data.slice(0, mostShown).map((unfinished) => {
        const { accession, label, paths, stored, files, startedAt, number } = unfinished;
        const from = paths.map(readablePath);
        const name = plainText(label ?? from.map(nameOf).join(', '));
        return (
          <Notice
            key={accession}
            tone="caution"
            title={
              files === null
                ? t('unfinishedUncounted', { name })
                : t('unfinished', { name, stored: format.number(stored), files: format.number(files) })
            }
            actions={
              <Button tone="primary" icon={Play} onPress={() => onContinue(unfinished)}>
                {t('continue')}
              </Button>
            }
          >
            <p>
              {t('unfinishedFrom', {
                number: plainText(number),
                when: format.moment(startedAt),
                path: plainText(
                  [...from.slice(0, mostShown), ...(from.length > mostShown ? ['…'] : [])].join(', '),
                ),
              })}
            </p>
            <p>{t('unfinishedLead')}</p>
          </Notice>
        );
      })}
      <AndMore count={data.length - mostShown} />
    </>
  );
}

const nameOf = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
