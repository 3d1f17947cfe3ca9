import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

export function Describe() {
  const { t } = useTranslation('describe');
  return <Page title={t('title')}>{null}</Page>;
}
