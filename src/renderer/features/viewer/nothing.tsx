import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileRecordView } from '../../../shared/records/item.ts';
import { kindOf } from '../../../shared/records/item-kind.ts';
import type { PictureRefusal } from '../../../shared/records/picture.ts';
import { useFormats } from '../../i18n/format.ts';
import { KindIcon } from '../evidence/kind-icon.tsx';
import { asClock, playTime } from './play-time.ts';

interface Props {
  readonly refusal: PictureRefusal;
  readonly file: FileRecordView | null;
  /** A thumbnail is seen: it stays free. */
  readonly isLow?: boolean;
  readonly children?: ReactNode;
}

/** In place of a picture that cannot be shown: why, and what is left to do. */
export function Nothing({ refusal, file, isLow = false, children }: Props) {
  const { t } = useTranslation('viewer');
  const format = useFormats();
  const kind = file && refusal === 'not-drawn' ? kindOf(file.mediaType) : null;
  const played = kind === 'video' || kind === 'sound' ? kind : null;
  const length = file && played ? playTime(file) : null;
  return (
    <div className={isLow ? 'viewer-nothing viewer-nothing-low' : 'viewer-nothing'} role="status">
      {file && played && (
        <>
          <KindIcon mediaType={file.mediaType} size={56} />
          <p className="numeric">
            {t(`played.${played}`)}
            {length !== null && ` · ${asClock(length)}`}
            {` · ${format.bytes(file.size)}`}
          </p>
        </>
      )}
      {!played && <p>{t(`none.${refusal}`)}</p>}
      {refusal !== 'not-there' && <p className="quiet small">{t(played ? 'playedHelp' : 'noneHelp')}</p>}
      {children}
    </div>
  );
}
