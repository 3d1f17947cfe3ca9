import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/**
 * What Chromium writes whatever it is told (preferences, network state) goes to a folder of its own, which is emptied at the
 * end, and at the next start if there was none. Before the application is ready; emptied only by whoever has the lock.
 */
export function setSessionFolder(): { empty(): void } {
  const folder = join(app.getPath('userData'), 'session');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('sessionData', folder);
  return {
    empty() {
      // Chromium's own locks say that this instance is the only one.
      for (const name of readdirSync(folder))
        if (!/^(?:Singleton|lockfile)/.test(name)) remove(join(folder, name));
    },
  };
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Still held by a process of Chromium that is about to end; the next start removes it.
  }
}
