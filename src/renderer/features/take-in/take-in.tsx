import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

export function TakeIn() {
  const { t } = useTranslation('takeIn');
  return <Page title={t('title')}>{null}</Page>;
}
