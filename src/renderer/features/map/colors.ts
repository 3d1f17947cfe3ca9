/** Colours of the map as the theme has them now, as `rgb(…)`: MapLibre does not know the tokens' own notation. */
export interface MapColors {
  readonly water: string;
  readonly land: string;
  readonly coast: string;
  readonly line: string;
  readonly boundary: string;
  readonly label: string;
  readonly labelQuiet: string;
  readonly halo: string;
  readonly mark: string;
  readonly markInk: string;
  readonly markEdge: string;
  readonly chosen: string;
  readonly detail: string;
  readonly detailStrong: string;
  readonly good: string;
  readonly caution: string;
  readonly bad: string;
}

const names: { readonly [Name in keyof MapColors]: string } = {
  water: '--map-water',
  land: '--map-land',
  coast: '--map-coast',
  line: '--map-line',
  boundary: '--map-boundary',
  label: '--map-label',
  labelQuiet: '--map-label-quiet',
  halo: '--map-halo',
  mark: '--map-mark',
  markInk: '--map-mark-ink',
  markEdge: '--map-mark-edge',
  chosen: '--map-chosen',
  detail: '--map-detail',
  detailStrong: '--map-detail-strong',
  good: '--good',
  caution: '--caution',
  bad: '--bad',
};

/** `element` has the tokens. */
export function readColors(element: HTMLElement): MapColors {
  const probe = document.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const read = (token: string): string => {
    probe.style.color = `var(${token})`;
    const computed = getComputedStyle(probe).color;
    if (!context) return computed;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = computed;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `rgb(${red}, ${green}, ${blue})`;
  };
  const entries = Object.entries(names).map(([name, token]) => [name, read(token)]);
  probe.remove();
  return Object.fromEntries(entries) as MapColors;
}
