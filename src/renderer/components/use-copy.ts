import { useState } from 'react';

/** What became of it; the names of messages in the common catalogue. Null: nothing was copied yet. */
export type Copied = 'copied' | 'notCopied' | null;

/** Copies a text that stands on screen, so that whoever may not copy can still select it. */
export function useCopy(text: string): readonly [Copied, () => void] {
  const [state, setState] = useState<Copied>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('notCopied');
    }
  };
  return [state, () => void copy()];
}
