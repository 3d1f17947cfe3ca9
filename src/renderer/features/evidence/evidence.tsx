import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';

export function Evidence() {
  const { t } = useTranslation('evidence');
  return <Page title={t('title')}>{null}</Page>;
}
