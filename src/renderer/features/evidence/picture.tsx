import { useEffect, useState } from 'react';
import { useArchive, useSession } from '../../session/session.tsx';

/** A thumbnail that comes after its cell; an address that ran out is asked for once more. */
export function Picture({
  id,
  of,
  isBlurred,
}: {
  readonly id: string;
  readonly of: Promise<string | null>;
  readonly isBlurred: boolean;
}) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const [address, setAddress] = useState<string | null>(null);
  const [isSecond, setSecond] = useState(false);
  useEffect(() => {
    let isLeft = false;
    void of.then((found) => (isLeft ? undefined : setAddress(found)));
    return () => {
      isLeft = true;
    };
  }, [of]);
  const again = async (): Promise<void> => {
    if (isSecond) {
      setAddress(null);
      return;
    }
    setSecond(true);
    const { addresses } = await host.client.media.addresses({ archive, of: { by: 'items', ids: [id] } });
    setAddress(addresses[0]?.thumbnail?.address ?? null);
  };
  if (address === null) return null;
  return (
    <img
      alt=""
      decoding="async"
      draggable={false}
      className={isBlurred ? 'blurred' : undefined}
      src={host.mediaUrl(address)}
      onLoad={() => setSecond(false)}
      onError={() => void again().catch(() => setAddress(null))}
    />
  );
}
