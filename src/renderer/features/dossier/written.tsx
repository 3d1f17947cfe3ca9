import { FolderOpen, Package } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toShare } from '../../../shared/consents/consent-state.ts';
import type { ReportWritten } from '../../../shared/records/report.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts, Section } from '../../components/page.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useSession } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';
import { CopyButton } from '../packages/copy-button.tsx';
import { useToPackage } from '../packages/to-package.ts';

export function DossierWritten({
  written,
  recipient,
}: {
  readonly written: ReportWritten;
  readonly recipient: string;
}) {
  const { t } = useTranslation('dossier');
  const { reveal } = useSession().host;
  const format = useFormats();
  const [, setToPackage] = useToPackage();
  const { path, bytes, sha256, exhibits } = written;
  return (
    <Section title={t('result')}>
      <Notice tone="good" title={t('written')} />
      <Facts
        rows={[
          [t('path'), <SafeText key="path">{path}</SafeText>],
          [t('size'), format.bytes(bytes)],
          [
            t('hash'),
            <div key="hash" className="stack-tight">
              <code>{sha256}</code>
              <div>
                <CopyButton text={sha256} />
              </div>
            </div>,
          ],
        ]}
      />
      <div className="row">
        {exhibits.length > 0 && (
          <Button
            icon={Package}
            onPress={() => {
              const items = exhibits.map(({ id }) => id);
              const giving = { purpose: toShare, recipient };
              setToPackage({ by: 'items', items, count: items.length, giving });
              go('packages');
            }}
          >
            {t('toPackage')}
          </Button>
        )}
        {reveal && (
          <Button icon={FolderOpen} onPress={() => void reveal(path)}>
            {t('reveal', { ns: 'common' })}
          </Button>
        )}
      </div>
      {exhibits.length > 0 && <p className="quiet small">{t('toPackageHint')}</p>}
    </Section>
  );
}
