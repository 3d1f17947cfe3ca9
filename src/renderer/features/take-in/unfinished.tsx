import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyPath } from '../../../shared/contract/common.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { plainText } from '../../components/safe-text.tsx';
import { readablePath } from '../../host/any-path.ts';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { AndMore } from './and-more.tsx';

export interface UnfinishedImport {
  readonly accession: string;
  readonly paths: readonly AnyPath[];
}

interface Listed extends UnfinishedImport {
  readonly number: string;
  readonly label: string | null;
  readonly stored: number;
  readonly files: number | null;
  readonly canGoOn: boolean;
}

/** As many as leave the screen to what it is for. The others come up as these are finished. */
const mostShown = 3;

/** Imports that were cut off by a closed window, a locked archive, a full disk, a card that was pulled out. */
export function Unfinished({ onContinue }: { readonly onContinue: (unfinished: UnfinishedImport) => void }) {
  const { t } = useTranslation('takeIn');
  const format = useFormats();
  const { host } = useSession();
  const { handle } = useArchive();
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<Listed | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const queryKey = ['unfinished-imports', handle];
  const { data } = useQuery({
    queryKey,
    queryFn: () => host.client.ingest.unfinished({ archive: handle }),
    // Of a page that was loaded anew the import before is being stopped just now.
    refetchInterval: ({ state }) => (state.data === null ? 1000 : false),
  });
  const abandon = async ({ accession }: Listed): Promise<void> => {
    setLeaving(null);
    setFailure(null);
    try {
      await host.client.ingest.abandon({ archive: handle, accession });
    } catch (error) {
      setFailure(error);
    }
    await queries.invalidateQueries({ queryKey });
  };
  if (!data) return null;
  return (
    <>
      {failure !== null && <ErrorNotice error={failure} />}
      {data.slice(0, mostShown).map((unfinished) => {
        const { accession, paths, stored, files, startedAt, number, canGoOn } = unfinished;
        const from = paths.map(readablePath);
        const name = calledOf(unfinished);
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
              <>
                {canGoOn && (
                  <Button tone="primary" icon={Play} onPress={() => onContinue(unfinished)}>
                    {t('continue')}
                  </Button>
                )}
                <Button onPress={() => setLeaving(unfinished)}>{t('abandon')}</Button>
              </>
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
            <p>{canGoOn ? t('unfinishedLead') : t('unfinishedGone')}</p>
          </Notice>
        );
      })}
      <AndMore count={data.length - mostShown} />
      {leaving && (
        <ConfirmDialog
          isOpen
          size="small"
          title={t('abandonTitle', { name: calledOf(leaving) })}
          action={t('abandon')}
          tone="danger"
          onClose={() => setLeaving(null)}
          onConfirm={() => void abandon(leaving)}
        >
          <div className="stack">
            <p>{t('abandonStays', { count: leaving.stored, number: plainText(leaving.number) })}</p>
            <p>
              {leaving.files === null
                ? t('abandonLacksUncounted')
                : t('abandonLacks', { count: leaving.files - leaving.stored })}
            </p>
            <p>{t('abandonLogged')}</p>
          </div>
        </ConfirmDialog>
      )}
    </>
  );
}

/** What stands on the card, else where it lay. */
const calledOf = ({ label, paths }: Listed): string =>
  plainText(label ?? paths.map((path) => nameOf(readablePath(path))).join(', '));

const nameOf = (path: string): string => path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
