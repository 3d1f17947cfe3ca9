import { useCallback, useState, useSyncExternalStore } from 'react';
import { useSession } from './session.tsx';

type Next<Value> = Value | ((now: Value) => Value);

/** As useState, but it outlives the screen. `name` stands for one type alone, which is no function. */
export function useKept<Value>(name: string, initial: Value): readonly [Value, (next: Next<Value>) => void] {
  const { kept } = useSession();
  const value = useSyncExternalStore(kept.subscribe, () => kept.get(name)) as Value | undefined;
  const [first] = useState(initial);
  const set = useCallback(
    (next: Next<Value>) => {
      const now = (kept.get(name) as Value | undefined) ?? first;
      kept.set(name, typeof next === 'function' ? (next as (now: Value) => Value)(now) : next);
    },
    [kept, name, first],
  );
  return [value ?? initial, set];
}
