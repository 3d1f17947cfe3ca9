import { useTranslation } from 'react-i18next';
import { SafeText } from '../../components/safe-text.tsx';

/** Texts of a value of any shape, which is enough to see what became another. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((one) => textsOf(one).join(', '));
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
  if (typeof value === 'string') return [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

export function ValueText({ value }: { readonly value: unknown }) {
  const { t } = useTranslation('shape');
  if (typeof value === 'boolean') return value ? t('history.yes') : t('history.no');
  const text = textsOf(value).join(' · ');
  return text === '' ? t('history.empty') : <SafeText multiline>{text}</SafeText>;
}
