import { addProtocol, Map as MapLibre, setWorkerUrl, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { boundaries, land } from 'virtual:base-map';
import type { BaseMap, BaseMapEvents, Look } from './base.ts';
import { detailLayers, detailSource } from './detail-layers.ts';
import { tileProtocol, tilesOf } from './own-tiles.ts';
import type { Size, View } from './view.ts';

setWorkerUrl(new URL(workerUrl, document.baseURI).href);
addProtocol(tileProtocol, tilesOf);

const address = (path: string): string => new URL(path, document.baseURI).href;

export type Graphics = 'fast' | 'slow' | 'none';

/**
 * What WebGL2 there is: of a graphics card, of the processor alone (where a frame of MapLibre takes several times as long as one
 * on a canvas), or none.
 */
export function graphicsHere(): Graphics {
  const context = document.createElement('canvas').getContext('webgl2');
  if (!context) return 'none';
  const told = context.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = context.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : context.RENDERER);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(String(renderer)) ? 'slow' : 'fast';
}

/** Throws where WebGL2 cannot be had. */
export function openGlBase(container: HTMLElement, first: View, look: Look, events: BaseMapEvents): BaseMap {
  const map = new MapLibre({
    container,
    style: styleOf(look),
    center: [first.longitude, first.latitude],
    zoom: first.zoom,
    // The camera of this room moves it, so that both ways to draw move alike.
    interactive: false,
    attributionControl: false,
    trackResize: false,
    refreshExpiredTiles: false,
    fadeDuration: 0,
    pitchWithRotate: false,
    // Drawn by the processor, smooth edges of polygons cost as much as all the rest.
    canvasContextAttributes: { antialias: false, powerPreference: 'low-power' },
    validateStyle: false,
    locale: {},
  });
  const canvas = map.getCanvas();
  canvas.setAttribute('aria-hidden', 'true');
  canvas.removeAttribute('role');
  canvas.removeAttribute('aria-label');
  canvas.tabIndex = -1;
  // A tile that cannot be read leaves a gap, and no more. Unheard, MapLibre writes it to the console.
  map.on('error', () => events.onChange());
  map.on('sourcedata', (event) => {
    if (event.sourceId === 'land' && event.isSourceLoaded) events.onReady();
  });
  let isLoaded = false;
  let later: Look | null = null;
  map.once('style.load', () => {
    isLoaded = true;
    if (later) map.setStyle(styleOf(later), { diff: true });
  });
  map.on('webglcontextlost', () => events.onLost());
  let size: Size = { width: 0, height: 0 };
  return {
    kind: 'gl',
    draw(view, now) {
      if (now.width !== size.width || now.height !== size.height) {
        size = now;
        map.resize();
      }
      map.jumpTo({ center: [view.longitude, view.latitude], zoom: view.zoom });
      // With what is drawn above it, in the same frame.
      map.redraw();
    },
    setLook(next) {
      later = next;
      if (isLoaded) map.setStyle(styleOf(next), { diff: true });
    },
    destroy: () => map.remove(),
  };
}

function styleOf({ colors, boundaries: areDrawn, tiles, language }: Look): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: address(land), maxzoom: 9, tolerance: 0.6, buffer: 32 },
      ...(areDrawn
        ? {
            boundaries: { type: 'geojson', data: address(boundaries), maxzoom: 9, tolerance: 0.6, buffer: 8 },
          }
        : {}),
      ...Object.fromEntries(tiles.map((file) => [file.id, detailSource(file)])),
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colors.water } },
      {
        id: 'land',
        type: 'fill',
        source: 'land',
        paint: { 'fill-color': colors.land, 'fill-outline-color': colors.coast },
      },
      ...tiles.flatMap((file) => detailLayers(file, colors, language)),
      ...(areDrawn
        ? [
            {
              id: 'boundaries',
              type: 'line' as const,
              source: 'boundaries',
              paint: { 'line-color': colors.boundary, 'line-width': 0.7, 'line-dasharray': [4, 2.5] },
            },
          ]
        : []),
    ],
  };
}
