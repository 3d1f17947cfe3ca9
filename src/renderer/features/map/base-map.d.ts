/** Made when the interface is built (scripts/base-map): addresses of GeoJSON files that ship with it. */
declare module 'virtual:base-map' {
  /** Polygons. */
  export const land: string;
  /** One MultiLineString. */
  export const boundaries: string;
}
