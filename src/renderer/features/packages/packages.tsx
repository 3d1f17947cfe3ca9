import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

export function Packages() {
  const { t } = useTranslation('packages');
  return <Page title={t('title')}>{null}</Page>;
}
