import { useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = 'stele.theme';
const listeners = new Set<() => void>();

const current = (): Theme => themes.find((theme) => theme === sessionStorage.getItem(kept)) ?? 'system';

/** Kept for this tab alone: nothing is left when it closes. */
export function setTheme(theme: Theme): void {
  sessionStorage.setItem(kept, theme);
  applyTheme();
  for (const listener of listeners) listener();
}

export function applyTheme(): void {
  const theme = current();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export const useTheme = (): Theme =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
