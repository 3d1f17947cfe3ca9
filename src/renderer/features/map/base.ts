import type { ListedMapFile } from '../../../shared/records/map.ts';
import type { MapColors } from './colors.ts';
import type { Size, View } from './view.ts';

/** What draws land and water under everything else, and a person's own maps where it can. */
export interface BaseMap {
  /** `gl`: MapLibre. `plain`: on a canvas, without a person's own maps. */
  readonly kind: 'gl' | 'plain';
  /** Draws it in the frame that runs. */
  draw(view: View, size: Size): void;
  setLook(look: Look): void;
  destroy(): void;
}

export interface Look {
  readonly colors: MapColors;
  readonly boundaries: boolean;
  /** Maps of a person's own that are to be drawn, the undermost first. */
  readonly tiles: readonly ListedMapFile[];
  /** BCP 47: of the names in vector maps. */
  readonly language: string;
}

export interface BaseMapEvents {
  /** Something more is there to draw. */
  onChange(): void;
  /** Land is there. */
  onReady(): void;
  /** It cannot draw (any more): another one has to. */
  onLost(): void;
}
