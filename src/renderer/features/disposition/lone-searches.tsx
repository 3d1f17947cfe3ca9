import { useTranslation } from 'react-i18next';
import { FieldCheck } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';

interface Props {
  readonly names: readonly string[];
  readonly isRemoved: boolean;
  readonly onChange: (isRemoved: boolean) => void;
}

/** Kept searches that find nothing else: what stands in them tells of what goes. */
export function LoneSearches({ names, isRemoved, onChange }: Props) {
  const { t } = useTranslation('disposition');
  if (names.length === 0) return null;
  return (
    <Notice tone="caution" title={t('loneSearches', { count: names.length })}>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <SafeText>{name}</SafeText>
          </li>
        ))}
      </ul>
      <FieldCheck isSelected={isRemoved} onChange={onChange}>
        {t('removeSearches', { count: names.length })}
      </FieldCheck>
    </Notice>
  );
}
