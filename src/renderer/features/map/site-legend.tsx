import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../components/safe-text.tsx';
import { useTerms } from '../records/vocabularies.ts';
import { readColors } from './colors.ts';
import { drawSite } from './sites.ts';

/** What the diamonds mean, drawn as on the map. */
export function SiteLegend() {
  const { t } = useTranslation('map');
  const terms = useTerms();
  return (
    <>
      <ul className="map-legend small">
        {terms.choices('site-status').map(({ id }) => (
          <li key={id}>
            <Sign status={id} />
            <SafeText>{terms.label('site-status', id)}</SafeText>
          </li>
        ))}
      </ul>
      <p className="small quiet">{t('sites.contested')}</p>
    </>
  );
}

const side = 24;

function Sign({ status }: { readonly status: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    // The dialog stands outside the map, whose own colours it has not.
    const map = document.querySelector<HTMLElement>('.map-view');
    const context = element?.getContext('2d', { willReadFrequently: true });
    if (!element || !map || !context) return;
    const scale = window.devicePixelRatio;
    element.width = element.height = Math.round(side * scale);
    context.scale(scale, scale);
    context.translate(side / 2, side / 2);
    drawSite(context, status, false, readColors(map));
  }, [status]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      style={{ inlineSize: `${String(side)}px`, blockSize: `${String(side)}px` }}
    />
  );
}
