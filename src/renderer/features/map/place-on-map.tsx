import { MapPinPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { useSession } from '../../session/session.tsx';
import { go } from '../../shell/route.ts';
import { askedPlace, type Target } from './target.ts';

/** From elsewhere to the map, to say there where items were. */
export function PlaceOnMap({
  target,
  isDisabled,
}: {
  readonly target: Target;
  readonly isDisabled: boolean;
}) {
  const { t } = useTranslation('map');
  const { kept } = useSession();
  return (
    <p>
      <Button
        icon={MapPinPlus}
        size="small"
        isDisabled={isDisabled}
        onPress={() => {
          kept.set(askedPlace, target);
          go('map');
        }}
      >
        {t('place')}
      </Button>
    </p>
  );
}
