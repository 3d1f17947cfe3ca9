import { useTranslation } from 'react-i18next';

/** Below a list that was cut: how many it does not show. */
export function AndMore({ count }: { readonly count: number }) {
  const { t } = useTranslation('takeIn');
  return count > 0 ? <span className="quiet small">{t('andMore', { count })}</span> : null;
}
