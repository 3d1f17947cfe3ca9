import type { Incident } from '../../shared/catalogue/incident.ts';
import { isKind } from '../../shared/catalogue/kinds.ts';
import type { Shape } from '../../shared/catalogue/parts.ts';
import type { Place } from '../../shared/catalogue/place.ts';
import type { OutRecord, OutView } from './visible.ts';

/** A place or an incident as a feature (RFC 7946); an incident lies where its places do. */
export function featureOf(record: OutRecord, view: OutView): object {
  if (isKind(record, 'incident')) return incidentFeature(record, record.content, view);
  if (isKind(record, 'place')) return placeFeature(record, record.content);
  throw new Error(`a feature of kind ${record.kind}`);
}

function placeFeature({ id, number }: OutRecord, place: Place): object {
  const { names, types, period, description, geometry } = place;
  const tagged = names.flatMap(({ text, language }) =>
    language === undefined ? [] : [[`name:${language}`, text] as const],
  );
  // The first of a language stands.
  const byLanguage = Object.fromEntries(tagged.toReversed());
  return {
    type: 'Feature',
    id: `urn:uuid:${id}`,
    geometry: geometry ? wound(geometry.shape) : null,
    properties: {
      number,
      name: names[0]?.text ?? null,
      ...byLanguage,
      ...(types ? { types } : {}),
      ...(period === undefined ? {} : { period }),
      ...(geometry?.precision === undefined ? {} : { precision: geometry.precision }),
      ...(description === undefined ? {} : { description }),
    },
  };
}

function incidentFeature({ id, number }: OutRecord, incident: Incident, view: OutView): object {
  const places = (incident.places ?? []).flatMap((one) => view.byId(one) ?? []);
  const shapes = places.flatMap(({ content }) =>
    'geometry' in content && content.geometry ? wound(content.geometry.shape) : [],
  );
  const [only, another] = shapes;
  const { title, types, date, narrative, status } = incident;
  return {
    type: 'Feature',
    id: `urn:uuid:${id}`,
    geometry: another ? { type: 'GeometryCollection', geometries: shapes } : (only ?? null),
    properties: {
      number,
      name: title,
      ...(types ? { types } : {}),
      ...(date === undefined ? {} : { date }),
      ...(status === undefined ? {} : { status }),
      ...(narrative === undefined ? {} : { description: narrative }),
      ...(places.length > 0 ? { places: places.map((place) => place.number) } : {}),
    },
  };
}

/** Outer rings counter-clockwise, holes clockwise (RFC 7946, 3.1.6). */
function wound(shape: Shape): Shape {
  if (shape.type !== 'Polygon') return shape;
  const coordinates = shape.coordinates.map((ring, at) =>
    doubleArea(ring) > 0 === (at === 0) ? ring : ring.toReversed(),
  );
  return { type: 'Polygon', coordinates };
}

function doubleArea(ring: readonly (readonly [number, number])[]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
}
