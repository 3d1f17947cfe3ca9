import type { SaveEnd } from '../../shared/host/desktop-bridge.ts';
import { desktopPage } from './desktop-shell.ts';

/** `handed-over`: a browser saves as it will, and tells no page how that ended. */
export type SaveOutcome = SaveEnd['outcome'] | 'handed-over';

/** Gives a text to the person as a file, where the browser or the window puts what is saved. */
export function saveText(name: string, text: string, type = 'text/plain'): Promise<SaveOutcome> {
  return save(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** The same of bytes, given in base64. */
export function saveBytes(name: string, base64: string, type: string): Promise<SaveOutcome> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return save(name, new Blob([bytes], { type }));
}

async function save(name: string, blob: Blob): Promise<SaveOutcome> {
  const address = URL.createObjectURL(blob);
  const ended = onDesktop(address);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  if (ended) {
    const outcome = await ended;
    URL.revokeObjectURL(address);
    return outcome;
  }
  // The save begins after the click; until then the address has to hold.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return 'handed-over';
}

/** How the window's saving of it ends; null in a browser. */
function onDesktop(address: string): Promise<SaveOutcome> | null {
  const page = desktopPage();
  if (!page) return null;
  return new Promise((resolve) => {
    const stop = page.stele.onSaved((end) => {
      if (end.address !== address) return;
      stop();
      resolve(end.outcome);
    });
  });
}
