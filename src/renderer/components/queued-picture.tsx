import { useEffect, useRef } from 'react';
import { openTurns } from './turns.ts';

/**
 * A browser has six connections to a host. One tells of what goes on there, and the rows of a list must not wait behind the
 * pictures of another place: so pictures get three.
 */
const turns = openTurns(3);

/** A picture that is fetched when its turn comes; one that is gone before is not fetched at all. Give it its address as key. */
export function QueuedPicture(props: {
  readonly src: string;
  readonly className?: string | undefined;
  readonly onLoad?: () => void;
  readonly onError?: () => void;
}) {
  const { src, className, onLoad, onError } = props;
  const picture = useRef<HTMLImageElement>(null);
  const leave = useRef<() => void>(undefined);
  useEffect(() => {
    leave.current = turns.enter(() => {
      if (picture.current) picture.current.src = src;
    });
    return () => leave.current?.();
  }, [src]);
  const settled = (tell: (() => void) | undefined) => (): void => {
    leave.current?.();
    tell?.();
  };
  return (
    <img
      ref={picture}
      alt=""
      decoding="async"
      draggable={false}
      className={className}
      onLoad={settled(onLoad)}
      onError={settled(onError)}
    />
  );
}
