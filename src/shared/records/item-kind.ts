import type { ItemKind } from './item-row.ts';

const documents =
  /^(text\/|message\/|application\/(pdf|postscript|rtf|epub|x-cfb|vnd\.openxmlformats|vnd\.oasis))/;

/** What somebody would call a file of this media type: `x-cfb` is what older office programs write. */
export function kindOf(mediaType: string): ItemKind {
  if (mediaType.startsWith('image/')) return 'picture';
  if (mediaType.startsWith('video/')) return 'video';
  if (mediaType.startsWith('audio/')) return 'sound';
  return documents.test(mediaType) ? 'document' : 'other';
}
