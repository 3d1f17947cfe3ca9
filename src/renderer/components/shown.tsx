import { useEffect, useRef, type ReactNode } from 'react';

/** What has just come is to be seen: below the edge of the window it would look as if nothing had happened. */
export function Shown({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  // In braces: a browser of today answers with a promise, and React would call it to clear up.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return <div ref={box}>{children}</div>;
}
