import { AudioLines, FileText, Film } from 'lucide-react';
import { kindOf } from '../../../shared/records/item-kind.ts';

interface Props {
  /** Null of what is hidden or has no file. */
  readonly mediaType: string | null;
  readonly size: number;
}

/** In place of a picture, or until there is one: what kind of thing it is. */
export function KindIcon({ mediaType, size }: Props) {
  const kind = mediaType === null ? 'other' : kindOf(mediaType);
  const Icon = kind === 'video' ? Film : kind === 'sound' ? AudioLines : FileText;
  return <Icon aria-hidden size={size} strokeWidth={1} />;
}
