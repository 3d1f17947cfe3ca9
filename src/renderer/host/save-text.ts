/** Gives a text to the person as a file, where the browser or the window puts what is saved. */
export function saveText(name: string, text: string, type = 'text/plain'): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The save begins after the click; until then the address has to hold.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
