import { useTranslation } from 'react-i18next';
import { SafeText } from '../../components/safe-text.tsx';
import { useActing } from '../../session/session.tsx';

/** Under whose name an act will stand in the log, before it is done. */
export function ActingLine() {
  const { t } = useTranslation('disposition');
  const acting = useActing();
  return (
    <p className="quiet small">
      {acting === null ? (
        t('byNobody')
      ) : (
        <>
          {t('byWhom')} <SafeText>{acting.name}</SafeText> (
          {t(acting.standing === 'unlocked' ? 'unlocked' : 'claimed', { ns: 'shell' })})
        </>
      )}{' '}
      <a href="#/people">{t('toPeople')}</a>
    </p>
  );
}
