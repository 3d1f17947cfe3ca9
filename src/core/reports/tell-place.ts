import type { Name } from '../../shared/catalogue/parts.ts';
import { agreementOf } from '../../shared/catalogue/agreement.ts';
import { middleOf } from '../../shared/catalogue/shapes.ts';
import { readEdtf } from '../../shared/dates/edtf.ts';
import { statement } from '../database/statements.ts';
import { recordById } from '../records/record-state.ts';
import { paragraph, type Block, type Sentence } from './outline.ts';
import { dissentOf, tellClaims } from './tell-claim.ts';
import { joined, labelled, stopped, told, type Telling, type Told } from './telling.ts';

/** A place, what it was, and how its state was assessed over time. */
export function tellPlace(telling: Telling, place: Told<'place'>, level: 1 | 2): readonly Block[] {
  const { words, audience } = telling;
  const { uuid, content, number } = place;
  if (!audience.isTold(content.confidentiality)) {
    telling.omit(place, 'confidentiality');
    return [];
  }
  const shown = telling.nameOf(uuid, content.names);
  const items = telling.itemsOf(uuid, ['shows', 'about']);
  const facts = telling.facts(place, [
    [words.otherNames, otherNames(telling, content.names, shown)],
    [words.type, telling.terms('place-types', content.types)],
    [words.period, telling.date(content.period)],
    [
      words.areas,
      joined(
        (content.areas ?? []).map(({ name, accordingTo, period }) =>
          withDetails(name, [labelledBy(words.accordingTo, accordingTo), telling.date(period)]),
        ),
      ),
    ],
    [words.position, positionOf(telling, content)],
    [
      words.designations,
      joined(
        (content.designations ?? []).map(({ what, by, date }) =>
          withDetails(what, [by ?? null, telling.date(date)]),
        ),
      ),
    ],
    [words.registers, joined((content.registers ?? []).map((one) => `${one.register} ${one.number}`))],
  ]);
  const { baseline } = content;
  const before = baseline
    ? telling.sentences(
        place,
        stopped(joined([telling.date(baseline.date), baseline.what], ': ') ?? '', telling.request.language),
        baseline.items && baseline.items.length > 0 ? baseline.items : items,
      )
    : [];
  const assessments = assessmentsOf(telling, uuid).flatMap((one) => tellAssessment(telling, one, items));
  return [
    { kind: 'heading', level, text: headingOf(telling, place, shown), anchor: number },
    ...facts,
    ...paragraph(telling.sentences(place, content.description, items)),
    ...(before.length > 0
      ? [{ kind: 'heading', level: 3, text: words.baseline } as const, ...paragraph(before)]
      : []),
    ...(assessments.length > 0
      ? [{ kind: 'heading', level: 3, text: words.assessments } as const, ...assessments]
      : []),
    ...tellClaims(telling, uuid),
  ];
}

/** A name that names somebody protected gives way to the number. */
function headingOf(telling: Telling, place: Told<'place'>, shown: string): string {
  if (!telling.audience.namesProtected(shown)) return `${place.number} · ${shown}`;
  telling.omit(place, 'names-protected', shown);
  return place.number;
}

function otherNames(telling: Telling, names: readonly Name[], shown: string): string | null {
  const { words } = telling;
  return joined(
    names
      .filter(({ text }) => text !== shown)
      .map(({ text, kind, accordingTo, period }) =>
        withDetails(text, [
          telling.term('name-kinds', kind),
          labelledBy(words.accordingTo, accordingTo),
          telling.date(period),
        ]),
      ),
  );
}

/** Degrees with five decimals (about a metre), or that it is not told. */
function positionOf(
  telling: Telling,
  { geometry, isLocationWithheld }: Told<'place'>['content'],
): string | null {
  const { words } = telling;
  if (isLocationWithheld) return words.positionWithheld;
  if (!geometry) return null;
  const [longitude, latitude] = middleOf(geometry.shape);
  const degrees = `${latitude.toFixed(5)}, ${longitude.toFixed(5)} (WGS 84)`;
  const { precision } = geometry;
  return precision === undefined ? degrees : `${degrees}, ${words.within(String(precision))}`;
}

function assessmentsOf(telling: Telling, place: string): readonly Told<'assessment'>[] {
  const rows = statement<[string], { id: number }>(
    telling.archive.catalogue,
    `SELECT DISTINCT record.id FROM record_reference JOIN record ON record.id = record_id
     WHERE to_uid = unhex(replace(?, '-', '')) AND kind = 'assessment' AND member = 'of' AND is_removed = 0`,
  ).all(place);
  const from = ({ content: { date } }: Told<'assessment'>): string => {
    const read = readEdtf(date);
    return (read.ok ? read.earliest : null) ?? '';
  };
  return rows
    .map(({ id }) => told(recordById(telling.archive, id, 'assessment')))
    .toSorted((one, other) => (from(one) < from(other) ? -1 : 1));
}

/** What was found on a day, then each pair of pictures. */
function tellAssessment(
  telling: Telling,
  assessment: Told<'assessment'>,
  ofPlace: readonly string[],
): readonly Block[] {
  const { words, request, audience, exhibits } = telling;
  const { uuid, content } = assessment;
  if (!audience.isTold(content.confidentiality)) {
    telling.omit(assessment, 'confidentiality');
    return [];
  }
  const pairs = content.pairs ?? [];
  const own = [
    ...telling.itemsOf(uuid, ['documents']),
    ...pairs.flatMap(({ before, after }) => [before, after]).filter((item) => item !== undefined),
  ];
  const items = own.length > 0 ? own : ofPlace;
  const found = joined([
    labelled(words.status, telling.term('site-status', content.status)),
    labelled(words.condition, telling.term('overall-condition', content.condition)),
    labelled(words.severity, telling.term('damage-severity', content.severity)),
    labelled(words.extent, telling.term('damage-extent', content.extent)),
    labelled(words.buildingDamage, telling.term('building-damage', content.buildingDamage)),
    labelled(words.changes, telling.terms('observed-changes', content.changes)),
    labelled(
      words.disturbances,
      joined(
        (content.disturbances ?? []).map(({ category, cause, certainty, date }) =>
          withDetails(
            joined([telling.term('cause-categories', category), telling.term('causes', cause)], ', ') ?? '',
            [telling.term('certainty', certainty), telling.date(date)],
          ),
        ),
        ', ',
      ),
    ),
    labelled(
      words.effects,
      joined(
        (content.effects ?? []).map(({ effect, certainty }) =>
          withDetails(telling.term('effects', effect) ?? '', [telling.term('certainty', certainty)]),
        ),
        ', ',
      ),
    ),
    labelled(
      words.threats,
      joined(
        (content.threats ?? []).map(({ category, cause, certainty, impact }) =>
          withDetails(
            joined([telling.term('cause-categories', category), telling.term('causes', cause)], ', ') ?? '',
            [telling.term('threat-certainty', certainty), telling.term('potential-impact', impact)],
          ),
        ),
        ', ',
      ),
    ),
    labelled(words.by, content.by ?? null),
    labelled(words.method, telling.terms('assessment-methods', content.methods)),
    words.agreement[agreementOf(content.reviews)],
  ]);
  const text = stopped(`${telling.date(content.date) ?? ''}: ${found ?? ''}`, request.language);
  const stated = telling.sentence(assessment, text, items);
  if (stated.length === 0) return [];
  const compared = pairs.flatMap(({ before, after, note }): Sentence[] => {
    const [earlier] = exhibits.cite(before === undefined ? [] : [before]);
    const [later] = exhibits.cite(after === undefined ? [] : [after]);
    const isNamed = note !== undefined && audience.namesProtected(note);
    if (isNamed) telling.omit(assessment, 'names-protected', note);
    const parts = joined([
      labelled(words.before, earlier ?? null),
      labelled(words.after, later ?? null),
      isNamed ? null : (note ?? null),
    ]);
    const both = [earlier, later].filter((label) => label !== undefined);
    return both.length === 0 ? [] : [{ text: stopped(parts ?? '', request.language), exhibits: both }];
  });
  return paragraph([
    ...stated,
    ...telling.sentences(assessment, content.description, items),
    ...compared,
    ...dissentOf(telling, assessment, content.reviews, stated[0]?.exhibits ?? []),
  ]);
}

function withDetails(text: string, details: readonly (string | null)[]): string {
  const more = joined(details, ', ');
  return more === null ? text : `${text} (${more})`;
}

function labelledBy(label: string, value: string | undefined): string | null {
  return value === undefined ? null : `${label} ${value}`;
}
