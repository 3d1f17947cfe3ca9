import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import type { Destroyed } from './types.ts';

/** What was done, what still holds it, and what nobody can promise. */
export function DestroyedReport({ result }: { readonly result: Destroyed }) {
  const { t } = useTranslation('disposition');
  const format = useFormats();
  const { destroyed, already, files, bytes, backups, copies, sealedLeft, searches } = result;
  if (destroyed.length === 0) return <Notice tone="info" title={t('already', { count: already.length })} />;
  return (
    <Notice tone="good" title={t('done', { count: destroyed.length })}>
      <p>{t('doneFiles', { count: files, bytes: format.bytes(bytes) })}</p>
      <ul>
        {destroyed.map(({ id, number, event }) => (
          <li key={id} className="numeric">
            {t('inLog', { number, event: format.number(event) })}
          </li>
        ))}
      </ul>
      {searches.length > 0 && <p>{t('searchesRemoved', { names: format.list(searches.map(plainText)) })}</p>}
      {backups.length > 0 && (
        <>
          <p>{t('stillIn')}</p>
          <ul>
            {backups.map(({ backup, name }) => (
              <li key={backup}>
                <SafeText>{name ?? backup.slice(0, 8)}</SafeText>
              </li>
            ))}
          </ul>
        </>
      )}
      {copies.length > 0 && (
        <>
          <p>{t('copies')}</p>
          <ul>
            {copies.map(({ item, exhibit, createdAt, id }) => (
              <li key={`${id} ${item}`}>
                {t('copy', {
                  item: plainText(item),
                  exhibit: plainText(exhibit),
                  date: format.day(createdAt),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{t('notPromised')}:</p>
      <ul>
        <li>{t('flash')}</li>
        <li>{t('snapshots')}</li>
        {copies.length > 0 && <li>{t('packagesHere')}</li>}
        {sealedLeft && <li>{t('sealedLeft')}</li>}
      </ul>
    </Notice>
  );
}
