import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';

/** Copies a text that stands beside it, so that whoever may not copy can still select it. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <Button size="small" icon={isCopied ? Check : Copy} onPress={() => void copy()}>
      {isCopied ? t('copied') : t('copy')}
    </Button>
  );
}
