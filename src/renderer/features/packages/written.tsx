import { useQuery } from '@tanstack/react-query';
import { FolderOpen, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExportSummary } from '../../../shared/contract/packages.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Section } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { goVerify } from '../verify/hand-over.ts';
import { CopyButton } from './copy-button.tsx';

/** What became of an export. */
export function Written({ summary }: { readonly summary: ExportSummary }) {
  const { t } = useTranslation('packages');
  const { host, jobs } = useSession();
  const format = useFormats();
  const { reveal } = host;
  return (
    <Section title={t('result')}>
      <Notice tone="good" title={t('written')} />
      <Facts
        rows={[
          [t('path'), <SafeText key="path">{summary.path}</SafeText>],
          [
            t('content'),
            `${t('files', { ns: 'common', count: summary.files })} · ${format.bytes(summary.bytes)}`,
          ],
          [
            t('hash'),
            <div key="hash" className="stack-tight">
              <code>{summary.tagmanifestSha256}</code>
              <div>
                <CopyButton text={summary.tagmanifestSha256} />
              </div>
              <span className="quiet small">{t('hashHint')}</span>
            </div>,
          ],
          [t('signature'), <SignedBy key="signed" keys={summary.signedBy} />],
        ]}
      />
      <div className="row">
        <Button
          tone="primary"
          icon={ShieldCheck}
          onPress={() => goVerify({ text: summary.path }, host, jobs)}
        >
          {t('verifyNow')}
        </Button>
        {reveal && (
          <Button icon={FolderOpen} onPress={() => void reveal(summary.path)}>
            {t('reveal', { ns: 'common' })}
          </Button>
        )}
      </div>
    </Section>
  );
}

function SignedBy({ keys }: { readonly keys: readonly string[] }) {
  const { t } = useTranslation('packages');
  const { host } = useSession();
  const { handle } = useArchive();
  const { data } = useQuery({
    queryKey: ['identities', handle],
    queryFn: () => host.client.identities.list({ archive: handle }),
  });
  if (keys.length === 0)
    return (
      <>
        {t('unsignedResult')} <a href="#/people">{t('toPeople')}</a>
      </>
    );
  return (
    <ul className="signed-by">
      {keys.map((key) => {
        const name = data?.find(({ publicKey }) => publicKey === key)?.name;
        return (
          <li key={key}>
            {name !== undefined && <SafeText>{name}</SafeText>} <code>{key}</code>
          </li>
        );
      })}
    </ul>
  );
}
