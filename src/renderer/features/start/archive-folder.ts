/** Bytes of UTF-8 that every file system takes in a name, with room for the ending. */
const longest = 200;
/** Windows takes these for devices, whatever ending follows. */
const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Where an archive of that name lies in a folder. What no file system takes in a name becomes a hyphen. */
export function archiveFolder(folder: string, name: string): string {
  const separator = /^[A-Za-z]:\\|^\\\\/.test(folder) ? '\\' : '/';
  const safe = shortened(
    name
      .trim()
      // Signs that turn or hide parts of a name; the two joiners spell words.
      .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
      .replace(/[/\\:*?"<>|\p{Cc}]/gu, '-'),
  ).replace(/[. ]+$/, '');
  const own = safe === '' ? 'archive' : devices.test(safe) ? `_${safe}` : safe;
  return `${folder.replace(/[/\\]+$/, '')}${separator}${own}.stele`;
}

function shortened(name: string): string {
  let [bytes, text] = [0, ''];
  for (const sign of name) {
    bytes += new TextEncoder().encode(sign).length;
    if (bytes > longest) break;
    text += sign;
  }
  return text;
}
