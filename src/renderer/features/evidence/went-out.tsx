import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CarriedIn } from '../../../shared/contract/packages.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import './went-out.css';

/** The packages and reports that an item went out with: copies in other hands, and whose, as far as anybody signed for them. */
export function WentOut({ item }: { readonly item: string }) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data, error } = useQuery({
    queryKey: ['carrying', archive, item],
    queryFn: () => host.client.packages.carrying({ archive, items: [item] }),
  });
  if (error !== null) return <ErrorNotice error={error} />;
  return (
    <section className="stack-tight">
      <h3>{t('wentOut.title')}</h3>
      {data?.length === 0 && <p className="small quiet">{t('wentOut.never')}</p>}
      <CarriedList copies={data ?? []} />
    </section>
  );
}

/** `named`: with the number of the item, where they are about several. */
export function CarriedList({
  copies,
  named = false,
}: {
  readonly copies: readonly CarriedIn[];
  readonly named?: boolean;
}) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const format = useFormats();
  const people = useQuery({
    queryKey: ['identities', archive],
    queryFn: () => host.client.identities.list({ archive }),
  });
  if (copies.length === 0) return null;
  return (
    <ul className="went-out">
      {copies.map(({ item, kind, id, exhibit, createdAt, sha256, receipts }) => (
        <li key={`${id} ${exhibit}`}>
          <p>
            {named && `${item}: `}
            {t(`wentOut.${kind}`, { date: format.moment(createdAt), exhibit })}
          </p>
          {kind === 'package' && receipts.length === 0 && (
            <p className="small quiet">{t('wentOut.nobody')}</p>
          )}
          {receipts.map(({ receivedAt, signingKey }) => (
            <p key={`${receivedAt} ${signingKey}`} className="small">
              {t('wentOut.received', { date: format.moment(receivedAt) })}{' '}
              <SafeText>
                {people.data?.find(({ publicKey }) => publicKey === signingKey)?.name ?? signingKey}
              </SafeText>
            </p>
          ))}
          <p className="small quiet went-out-hash">
            {kind === 'package' ? t('hash', { ns: 'packages' }) : t('hash', { ns: 'dossier' })}:{' '}
            <code>{sha256}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}
