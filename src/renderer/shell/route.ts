import { useSyncExternalStore } from 'react';

/** Screens by name alone: an address in a browser's history tells nothing about what was looked at. */
export const screens = [
  'take-in',
  'describe',
  'keep',
  'evidence',
  'map',
  'timeline',
  'packages',
  'verify',
  'custody',
  'people',
  'disposition',
  'bring-back',
  'manual',
  'about',
] as const;
export type Screen = (typeof screens)[number];

const isScreen = (name: string): name is Screen => screens.some((screen) => screen === name);

const current = (): Screen | null => {
  const name = window.location.hash.replace(/^#\//, '');
  return isScreen(name) ? name : null;
};

export const go = (screen: Screen): void => {
  window.location.hash = `#/${screen}`;
};

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export const useScreen = (): Screen | null => useSyncExternalStore(subscribe, current);
