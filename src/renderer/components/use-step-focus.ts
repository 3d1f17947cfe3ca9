import { useEffect, useRef } from 'react';

/** What a step begins with. */
const beginnings = 'h2, .notice-title, .job';

/** A dialog gives the focus back a frame after it is gone. */
const settled = 50;

/** In a dialog React Aria puts a lost focus on the dialog itself or on its first button, which closes it. */
const isLost = (held: Element | null): boolean =>
  held === null || held === document.body || held.matches('.dialog, .dialog-head .button');

/**
 * What was pressed may be gone with its step, and the focus with it: whoever listens, or goes by keys, would begin anew at the
 * top of the window. Where it is lost, it goes to the beginning of the new step. Nobody who is elsewhere is disturbed.
 */
export function useStepFocus(step: unknown, where: () => HTMLElement | null): void {
  const shown = useRef(step);
  const place = useRef(where);
  useEffect(() => {
    place.current = where;
  });
  useEffect(() => {
    if (shown.current === step) return;
    const timer = setTimeout(() => {
      shown.current = step;
      if (!isLost(document.activeElement)) return;
      const beginning = place.current()?.querySelector<HTMLElement>(beginnings);
      if (!beginning) return;
      beginning.tabIndex = -1;
      beginning.focus();
    }, settled);
    return () => clearTimeout(timer);
  }, [step]);
}
