import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

export function Keep() {
  const { t } = useTranslation('keep');
  return <Page title={t('title')}>{null}</Page>;
}
