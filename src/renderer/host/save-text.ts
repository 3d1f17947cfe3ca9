/** Gives a text to the person as a file, where the browser or the window puts what is saved. */
export function saveText(name: string, text: string, type = 'text/plain'): void {
  save(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** The same of bytes, given in base64. */
export function saveBytes(name: string, base64: string, type: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  save(name, new Blob([bytes], { type }));
}

function save(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The save begins after the click; until then the address has to hold.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
