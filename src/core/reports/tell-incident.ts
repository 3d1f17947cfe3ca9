import type { Act } from '../../shared/catalogue/incident.ts';
import { citation, paragraph, type Block, type Sentence } from './outline.ts';
import { tellClaims } from './tell-claim.ts';
import { joined, labelled, stopped, type Telling, type Told } from './telling.ts';

/** An incident with its acts and the claims about it; of one without an exhibit that may be shown, no more than the claims. */
export function tellIncident(telling: Telling, incident: Told<'incident'>, level: 1 | 2): readonly Block[] {
  const { words, audience, exhibits } = telling;
  const { uuid, content, number } = incident;
  if (!audience.isTold(content.confidentiality)) {
    telling.omit(incident, 'confidentiality');
    return [];
  }
  const linked = telling.itemsOf(uuid, ['documents', 'about', 'related']);
  const items = [...new Set([...linked, ...telling.citedIn(content.narrative)])];
  // A title that is left out is told of only where the incident is not left out with it.
  const heading = (): Block => ({
    kind: 'heading',
    level,
    text: titleOf(telling, incident),
    anchor: number,
  });
  if (!items.some((item) => exhibits.mayShow(item))) {
    telling.omit(incident, 'no-exhibit');
    const claims = tellClaims(telling, uuid);
    return claims.length > 0 ? [heading(), ...claims] : [];
  }
  const status = telling.term('violation-status', content.status) ?? words.alleged;
  const facts = telling.facts(incident, [
    [words.type, telling.terms('incident-types', content.types)],
    [words.date, joined([telling.date(content.date), telling.term('date-types', content.dateType)], ', ')],
    [words.place, placeNames(telling, content.places ?? [])],
    [words.status, joined([status, labelled(words.foundBy, content.statusBy ?? null)])],
    [words.legal, telling.terms('legal-references', content.legal)],
    [words.risk, telling.terms('risk-factors', content.riskFactors)],
    [
      words.exhibits,
      citation(exhibits.cite(items))
        .map(({ text }) => text)
        .join(''),
    ],
  ]);
  const narrative = telling.sentences(incident, content.narrative, linked);
  const acts = (content.acts ?? []).flatMap((act) => tellAct(telling, incident, act, items));
  return [
    heading(),
    ...facts,
    ...paragraph(narrative),
    ...(acts.length > 0
      ? [{ kind: 'heading', level: 3, text: words.acts } as const, ...acts.flatMap((act) => paragraph(act))]
      : []),
    ...tellClaims(telling, uuid),
  ];
}

/** A title that names somebody protected gives way to the number. */
export function titleOf(telling: Telling, incident: Told<'incident'>): string {
  const { number, content } = incident;
  if (!telling.audience.namesProtected(content.title)) return `${number} · ${content.title}`;
  telling.omit(incident, 'names-protected', content.title);
  return number;
}

function placeNames(telling: Telling, places: readonly string[]): string | null {
  return joined(
    places.map((id) => {
      const place = telling.find(id, 'place');
      if (!place) return null;
      if (!telling.audience.isTold(place.content.confidentiality)) {
        telling.omit(place, 'confidentiality');
        return null;
      }
      return `${telling.nameOf(place.uuid, place.content.names)} (${place.number})`;
    }),
  );
}

/** Who did what to whom: the act, then each who had part in it, by role. */
function tellAct(
  telling: Telling,
  incident: Told<'incident'>,
  act: Act,
  items: readonly string[],
): readonly (readonly Sentence[])[] {
  const { words, request, audience } = telling;
  const involved = (act.involvements ?? []).map(({ actor, role, degree, foundBy }) => {
    const found = telling.find(actor, 'actor');
    if (!found) return null;
    if (audience.isProtected(found.uuid)) {
      telling.omit(incident, 'names-protected', telling.nameOf(found.uuid, found.content.names));
      return null;
    }
    const part = joined([telling.term('roles', role), telling.term('involvement', degree)], ', ') ?? '';
    const standing = foundBy === undefined ? words.alleged : `${words.foundBy}: ${foundBy}`;
    return `${part}: ${telling.nameOf(found.uuid, found.content.names)} (${standing})`;
  });
  const text = joined([
    joined([telling.date(act.date), act.what], ': '),
    labelled(words.means, act.means ?? null),
    ...involved,
  ]);
  if (text === null) return [];
  const cited = telling.sentence(incident, stopped(text, request.language), items);
  return cited.length > 0 ? [cited] : [];
}
