import { win32 } from 'node:path';

/**
 * Whether the system may be made to look at a path that a page names. On Windows the name alone can reach another machine
 * (`\\server\share`) or a device, so it takes a drive's letter. What the person picked in the system's own dialog, and what
 * lies in it, may lie on a share all the same: it was connected to by their choice, and a package that was written there can
 * be shown. Elsewhere a name connects to nothing.
 */
export function isRevealable(path: string, picked: Iterable<string>, platform: NodeJS.Platform): boolean {
  if (platform !== 'win32' || /^[a-z]:[\\/]/i.test(path)) return true;
  return /^[\\/]{2}/.test(path) && [...picked].some((one) => isIn(one, path));
}

function isIn(folder: string, path: string): boolean {
  const below = win32.relative(folder, path);
  return !win32.isAbsolute(below) && !/^\.\.(?:[\\/]|$)/.test(below);
}
