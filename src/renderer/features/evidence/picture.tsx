import { useRef, useState } from 'react';
import { QueuedPicture } from '../../components/queued-picture.tsx';
import { useArchive, useSession } from '../../session/session.tsx';

/** A thumbnail; an address that ran out is asked for once more. Give it a key: it remembers what became of an address. */
export function Picture({
  id,
  thumbnail,
  isBlurred,
}: {
  readonly id: string;
  readonly thumbnail: string | null;
  readonly isBlurred: boolean;
}) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  /** What took the place of an address that did not hold any more. */
  const [renewed, setRenewed] = useState<{ readonly of: string | null; readonly address: string | null }>();
  const isSecond = useRef(false);
  const address = renewed && renewed.of === thumbnail ? renewed.address : thumbnail;
  const renew = async (): Promise<void> => {
    // Two failures on end are not the address's.
    if (isSecond.current) setRenewed({ of: thumbnail, address: null });
    else {
      isSecond.current = true;
      const { addresses } = await host.client.media.addresses({ archive, of: { by: 'items', ids: [id] } });
      setRenewed({ of: thumbnail, address: addresses[0]?.thumbnail?.address ?? null });
    }
  };
  if (address === null) return null;
  return (
    <QueuedPicture
      key={address}
      className={isBlurred ? 'blurred' : undefined}
      src={host.mediaUrl(address)}
      onLoad={() => {
        isSecond.current = false;
      }}
      onError={() => void renew().catch(() => setRenewed({ of: thumbnail, address: null }))}
    />
  );
}
