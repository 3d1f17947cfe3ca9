import { shape as shapeForm, type Shape } from '../../shared/catalogue/parts.ts';

interface Given {
  readonly type?: unknown;
  readonly coordinates?: unknown;
  readonly geometries?: unknown;
}

/** A GeoJSON geometry as a place has one, or why it has none. Of something in one part that part; heights are left; rings are closed. */
export function readShape(text: string): Shape | 'shape-unclear' | 'shape-in-parts' {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return 'shape-unclear';
  }
  for (let depth = 0; depth < 5; depth += 1) {
    const { type, coordinates, geometries } = (given ?? {}) as Given;
    const parts = type === 'GeometryCollection' ? geometries : coordinates;
    const single =
      type === 'GeometryCollection' ? '' : /^Multi(Point|LineString|Polygon)$/.exec(String(type))?.[1];
    if (single === undefined) return judged(type, coordinates);
    if (!Array.isArray(parts) || parts.length === 0) return 'shape-unclear';
    if (parts.length > 1) return 'shape-in-parts';
    const [part] = parts as readonly unknown[];
    given = single === '' ? part : { type: single, coordinates: part };
  }
  return 'shape-unclear';
}

function judged(type: unknown, coordinates: unknown): Shape | 'shape-unclear' {
  const isPolygon = type === 'Polygon' && Array.isArray(coordinates);
  const flat = isPolygon
    ? (coordinates as unknown[]).map((ring) => closed(flattened(ring)))
    : flattened(coordinates);
  const read = shapeForm.safeParse({ type, coordinates: flat });
  return read.success ? read.data : 'shape-unclear';
}

/** Seven decimals: a centimetre. */
const round = (value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1e7) / 1e7 : value;

/** Longitude and latitude alone, of one position or of a list of them. */
function flattened(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const list = value as readonly unknown[];
  return typeof list[0] === 'number'
    ? list.slice(0, 2).map(round)
    : list.map((one) => (Array.isArray(one) ? (one as unknown[]).slice(0, 2).map(round) : one));
}

function closed(ring: unknown): unknown {
  if (!Array.isArray(ring) || ring.length < 3) return ring;
  const list = ring as readonly unknown[];
  return JSON.stringify(list[0]) === JSON.stringify(list.at(-1)) ? list : [...list, list[0]];
}
