/** Which parts of an office document its words stand in (ECMA-376, ODF 1.3, EPUB 3). */
export const officeParts: Readonly<Partial<Record<string, RegExp>>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
    /^word\/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml$/,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
    /^xl\/(?:sharedStrings|worksheets\/sheet\d+|comments\d*)\.xml$/,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation':
    /^ppt\/(?:slides\/slide|notesSlides\/notesSlide)\d+\.xml$/,
  'application/vnd.oasis.opendocument.text': /^content\.xml$/,
  'application/vnd.oasis.opendocument.spreadsheet': /^content\.xml$/,
  'application/vnd.oasis.opendocument.presentation': /^content\.xml$/,
  'application/epub+zip': /\.x?html?$/i,
};

/** Of which documents the words can be had. Those of a scan are a picture: none. */
export function hasText(mediaType: string): boolean {
  return mediaType === 'application/pdf' || /^(text\/|message\/)/.test(mediaType) || mediaType in officeParts;
}
