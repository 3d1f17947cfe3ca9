import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

export function Verify() {
  const { t } = useTranslation('verify');
  return <Page title={t('title')}>{null}</Page>;
}
