import { useCallback, useSyncExternalStore } from 'react';
import { useSession } from './session.tsx';

/** As useState, but it outlives the screen. `name` stands for one type alone. */
export function useKept<Value>(name: string, initial: Value): readonly [Value, (value: Value) => void] {
  const { kept } = useSession();
  const value = useSyncExternalStore(kept.subscribe, () => kept.get(name)) as Value | undefined;
  const set = useCallback((next: Value) => kept.set(name, next), [kept, name]);
  return [value ?? initial, set];
}
