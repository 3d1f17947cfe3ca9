import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

export function Custody() {
  const { t } = useTranslation('custody');
  return <Page title={t('title')}>{null}</Page>;
}
