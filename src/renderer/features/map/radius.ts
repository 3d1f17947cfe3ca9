/** Of a cluster's circle, in pixels: by how many items it has. */
export const radiusOf = (count: number): number => (count === 1 ? 5.5 : 10.5 + 3.6 * Math.log10(count));
