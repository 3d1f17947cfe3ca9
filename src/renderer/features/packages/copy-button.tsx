import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { useCopy } from '../../components/use-copy.ts';

/** Copies a text that stands beside it. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [copied, copy] = useCopy(text);
  return (
    <Button size="small" icon={copied === 'copied' ? Check : Copy} onPress={copy}>
      {t(copied ?? 'copy')}
    </Button>
  );
}
