/** Why a path in a manifest must not be looked up, or null. Nothing is read there, whatever else holds. */
export function unsafePath(path: string): string | null {
  if (path.startsWith('/')) return 'an absolute path';
  if (/^[A-Za-z]:/.test(path)) return 'a path with a drive letter';
  if (path.startsWith('\\')) return 'a path from the root of a drive or a network share';
  if (path.startsWith('~')) return "a path into somebody's home folder";
  if (/^%[^%/\\]+%[/\\]/.test(path)) return 'a path through a variable of the system';
  if (/^\$(?:\w+|\{\w+\})[/\\]/.test(path)) return 'a path through a variable of the system';
  if (path.includes('\0')) return 'a path with a NUL';
  if (path.split(/[/\\]/).includes('..')) return 'a path that leaves the bag';
  return null;
}

/** RFC 8493 §2.1.3: only LF, CR and the percent sign are encoded, and only they are decoded. */
export function decodePercent(path: string): string {
  return path.replace(/%(0A|0D|25)/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** True if a percent sign stands for itself, which RFC 8493 §2.1.3 does not allow. */
export const hasBarePercent = (path: string): boolean => /%(?!0A|0D|25)/i.test(path);

const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
/** What file managers leave behind: rarely meant to be evidence. */
const leftovers =
  /^(?:\.DS_Store|\._.*|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems|__MACOSX)$/i;

/** Names that Windows cannot hold or reads as something else, and what file managers leave; or null. */
export function noteworthyName(path: string): string | null {
  for (const name of path.split('/')) {
    if (reserved.test(name)) return `"${name}" is reserved on Windows`;
    if (/[<>:"|?*\\\u0000-\u001f]/.test(name)) return `"${name}" has characters that Windows does not allow`;
    if (/[ .]$/.test(name)) return `"${name}" ends with a space or dot, which Windows drops`;
    if (leftovers.test(name)) return `"${name}" was left by a file manager or the operating system`;
  }
  return null;
}

/** Added for a file that should not be there, where its name explains it. */
export function explainLeftover(path: string): string {
  return path.split('/').some((name) => leftovers.test(name)) ? ' (left by a file manager)' : '';
}
