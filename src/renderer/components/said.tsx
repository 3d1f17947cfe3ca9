import { useTranslation } from 'react-i18next';
import { useSaid } from '../i18n/said.ts';
import { SafeText } from './safe-text.tsx';

/**
 * What the core says in a sentence, in the language of the window. What a system, a library or a rule of a format says in
 * English only is folded up: nobody has to read it, and whoever helps from afar can ask for it.
 */
export function Said({ children }: { readonly children: string }) {
  const { t } = useTranslation('verify');
  const said = useSaid()(children);
  if (said !== null) return <SafeText>{said}</SafeText>;
  return (
    <details className="said-in-english">
      <summary>{t('inEnglish')}</summary>
      <span lang="en">
        <SafeText>{children}</SafeText>
      </span>
    </details>
  );
}
