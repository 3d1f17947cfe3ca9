import { useEffect, useState } from 'react';

/** The whole screen for this page; left again with the viewer. */
export function useFullScreen() {
  const [isOn, setOn] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const changed = (): void => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => {
      document.removeEventListener('fullscreenchange', changed);
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);
  const toggle = (): void => {
    const done = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    // A system that refuses leaves the window as it is.
    void done.catch(() => undefined);
  };
  return { isOn, toggle };
}
