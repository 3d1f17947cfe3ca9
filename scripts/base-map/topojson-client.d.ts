/** As much of the package as is used here. */
declare module 'topojson-client' {
  export interface Geometry {
    readonly type: string;
  }
  export interface Topology {
    readonly objects: { readonly countries: Geometry; readonly land: Geometry };
  }
  export function feature(
    topology: Topology,
    object: Geometry,
  ): {
    readonly features: readonly { readonly geometry: { readonly coordinates: readonly number[][][][] } }[];
  };
  export function mesh(
    topology: Topology,
    object: Geometry,
    filter: (one: Geometry, other: Geometry) => boolean,
  ): { readonly coordinates: readonly number[][][] };
}
