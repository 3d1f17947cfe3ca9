import { useSyncExternalStore } from 'react';

/**
 * Screens by name, and behind it the id of a record that is looked at, which is random: to whoever has a browser's history and
 * not the archive it tells nothing.
 */
export const screens = [
  'take-in',
  'describe',
  'keep',
  'evidence',
  'places',
  'incidents',
  'persons',
  'map',
  'timeline',
  'gaps',
  'dossier',
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

const parts = (): readonly string[] => window.location.hash.replace(/^#\//, '').split('/');

const current = (): Screen | null => {
  const [name = ''] = parts();
  return isScreen(name) ? name : null;
};

const opened = (): string | null => {
  const [, id = ''] = parts();
  return /^[0-9a-f-]{36}$/.test(id) ? id : null;
};

export const addressOf = (screen: Screen, record: string | null = null): string =>
  record === null ? `#/${screen}` : `#/${screen}/${record}`;

export const go = (screen: Screen, record: string | null = null): void => {
  window.location.hash = addressOf(screen, record);
};

/** As `go`, in the place of what was looked at: whoever goes through a list by keys goes back in one step. */
export const goInstead = (screen: Screen, record: string | null = null): void => {
  window.location.replace(addressOf(screen, record));
};

/** To the list in which the record stands that the address names, which is named there no more. */
export function leaveRecord(): void {
  const screen = current();
  if (screen !== null && opened() !== null) goInstead(screen);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export const useScreen = (): Screen | null => useSyncExternalStore(subscribe, current);

/** Id of the record that the address names. */
export const useOpened = (): string | null => useSyncExternalStore(subscribe, opened);
