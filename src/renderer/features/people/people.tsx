import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

export function People() {
  const { t } = useTranslation('people');
  return <Page title={t('title')}>{null}</Page>;
}
