import { isKind } from '../../shared/catalogue/kinds.ts';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ReportPreview, ReportRequest } from '../../shared/records/report.ts';
import type { Archive } from '../archive/archive.ts';
import { requireRecord } from '../records/edit-record.ts';
import { recordById, recordsOf } from '../records/record-state.ts';
import { statement } from '../database/statements.ts';
import { vocabulariesOf } from '../records/vocabularies.ts';
import { lookAgain } from './look-again.ts';
import { outlineText, type Block, type Outline } from './outline.ts';
import { claimsFiled } from './tell-claim.ts';
import { tellExhibit, type DrawExhibit } from './tell-exhibit.ts';
import { tellIncident, titleOf } from './tell-incident.ts';
import { tellPlace } from './tell-place.ts';
import { Telling, told, type Told } from './telling.ts';

interface Scope {
  readonly incidents: readonly Told<'incident'>[];
  readonly places: readonly Told<'place'>[];
}

/**
 * Puts together what a report or dossier says. `draw` makes the small pictures. Throws `not-found`, `record-unfit` (something
 * that is neither a place nor an incident), `term-unknown` (a recipient that no vocabulary has), `sealed-locked`, `interrupted`.
 */
export async function makeOutline(
  archive: Archive,
  request: ReportRequest,
  draw: DrawExhibit | null,
  signal: AbortSignal,
): Promise<{ readonly outline: Outline; readonly preview: ReportPreview }> {
  requireRecipient(archive, request.recipient);
  const telling = new Telling(archive, request);
  const { words, exhibits } = telling;
  await paced(signal);
  const scope = scopeOf(telling);
  const incidents = incidentParts(telling, scope.incidents);
  const places = placesOf(telling, scope.places, incidents.told).map((place) => tellPlace(telling, place, 2));
  const list: Block[] = [];
  for (const entry of exhibits.entries()) {
    await paced(signal);
    list.push({ kind: 'exhibit', exhibit: await tellExhibit(telling, entry, draw, signal) });
  }
  const told = places.filter((blocks) => blocks.length > 0);
  const blocks = lookAgain(telling, [
    { kind: 'heading', level: 1, text: words.howToRead, anchor: 'how-to-read' },
    ...words.howToReadNotes.map((text) => ({ kind: 'note', text }) as const),
    ...incidents.blocks,
    ...section(words.places, 'places', told.flat()),
    ...section(words.exhibits, 'exhibits', list),
    ...(list.length === 0 ? [{ kind: 'note', text: words.nothing } as const] : []),
  ]);
  const outline: Outline = {
    language: request.language,
    title: titleOfDocument(telling, scope),
    subtitle: [
      `${words.recipient}: ${telling.term('recipient-classes', request.recipient) ?? ''}`,
      `${words.madeOn}: ${telling.date(archive.clock().toISOString().slice(0, 10)) ?? ''}`,
    ],
    blocks,
    madeAt: archive.clock().toISOString(),
    contents: words.contents,
    page: words.page,
  };
  const preview: ReportPreview = {
    incidents: incidents.told.length,
    places: told.length,
    sentences: blocks.reduce(
      (sum, block) => sum + (block.kind === 'sentences' ? block.sentences.length : 0),
      0,
    ),
    exhibits: list.flatMap((block) =>
      block.kind === 'exhibit'
        ? [{ label: block.exhibit.label, id: block.exhibit.id, number: block.exhibit.number }]
        : [],
    ),
    leftOut: once(telling.leftOut()),
    text: outlineText(outline),
  };
  return { outline, preview };
}

function requireRecipient(archive: Archive, recipient: string): void {
  const classes = vocabulariesOf(archive).find(({ id }) => id === 'recipient-classes')?.terms ?? [];
  if (!classes.some(({ id }) => id === recipient))
    throw new AppError('term-unknown', { term: recipient, vocabulary: 'recipient-classes' });
}

/** Lets other work have its turn; throws `interrupted`. */
async function paced(signal: AbortSignal): Promise<void> {
  await setImmediate();
  if (signal.aborted) throw new AppError('interrupted');
}

function scopeOf({ archive, request }: Telling): Scope {
  if (request.about.length === 0) {
    const all = recordsOf(archive, 'incident').filter(
      ({ isRemoved, revision }) => revision > 0 && !isRemoved,
    );
    return { incidents: all.map((record) => told(record)), places: [] };
  }
  const [incidents, places]: [Told<'incident'>[], Told<'place'>[]] = [[], []];
  for (const reference of request.about) {
    const record = requireRecord(archive, reference);
    if (isKind(record, 'incident')) incidents.push(told<'incident'>(record));
    else if (isKind(record, 'place')) places.push(told<'place'>(record));
    else throw new AppError('record-unfit', { number: record.number });
  }
  for (const place of places)
    for (const incident of incidentsAt(archive, place.uuid))
      if (!incidents.some(({ uuid }) => uuid === incident.uuid)) incidents.push(incident);
  return { incidents, places };
}

function incidentsAt(archive: Archive, place: string): readonly Told<'incident'>[] {
  const rows = statement<[string], number>(
    archive.catalogue,
    `SELECT DISTINCT record.id FROM record_reference JOIN record ON record.id = record_id
     WHERE to_uid = unhex(replace(?, '-', '')) AND kind = 'incident' AND member = 'places' AND is_removed = 0`,
  )
    .pluck()
    .all(place);
  return rows.map((row) => told(recordById(archive, row, 'incident')));
}

/** Under each reference or factor its incidents; one that stands under several is told once, and referred to after that. */
function incidentParts(
  telling: Telling,
  incidents: readonly Told<'incident'>[],
): { readonly blocks: readonly Block[]; readonly told: readonly Told<'incident'>[] } {
  const { request, words } = telling;
  const inOrder = incidents.toSorted((one, other) => {
    const [first, second] = [one.content.date ?? '9999', other.content.date ?? '9999'];
    return first < second ? -1 : first > second ? 1 : one.id - other.id;
  });
  const heard = new Map<string, { readonly under: string; readonly isTold: boolean }>();
  const tell = (incident: Told<'incident'>, under: string): readonly Block[] => {
    const known = heard.get(incident.uuid);
    if (known) {
      if (!known.isTold) return [];
      const text = `${titleOf(telling, incident)}. ${words.toldUnder(known.under)}`;
      return [{ kind: 'reference', text, anchor: incident.number }];
    }
    const blocks = tellIncident(telling, incident, 2);
    heard.set(incident.uuid, { under, isTold: blocks.length > 0 });
    return blocks;
  };
  const heardOf = (): readonly Told<'incident'>[] =>
    inOrder.filter(({ uuid }) => heard.get(uuid)?.isTold === true);
  const { groupBy } = request;
  if (groupBy === 'none') {
    const blocks = inOrder.flatMap((incident) => tell(incident, words.incidents));
    return { blocks: section(words.incidents, 'incidents', blocks), told: heardOf() };
  }
  const member = groupBy === 'legal-references' ? 'legal' : 'riskFactors';
  const terms = vocabulariesOf(telling.archive).find(({ id }) => id === groupBy)?.terms ?? [];
  const groups = terms.flatMap(({ id }): Block[] => {
    const label = telling.term(groupBy, id) ?? id;
    const blocks = inOrder
      .filter(({ content }) => content[member]?.includes(id) === true)
      .flatMap((incident) => tell(incident, label));
    const claims = request.about.length === 0 ? claimsFiled(telling, member, id) : [];
    return section(label, `group-${id}`, [...blocks, ...claims]);
  });
  const others = inOrder
    .filter(({ content }) => (content[member] ?? []).length === 0)
    .flatMap((incident) => tell(incident, words.notFiled));
  return { blocks: [...groups, ...section(words.notFiled, 'not-filed', others)], told: heardOf() };
}

/** The places that were asked for, then those of the incidents that are told of. */
function placesOf(
  telling: Telling,
  asked: readonly Told<'place'>[],
  incidents: readonly Told<'incident'>[],
): readonly Told<'place'>[] {
  const named = incidents
    .flatMap(({ content }) => content.places ?? [])
    .flatMap((id) => telling.find(id, 'place') ?? []);
  return [...new Map([...asked, ...named].map((place) => [place.uuid, place])).values()];
}

function section(text: string, anchor: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'heading', level: 1, text, anchor }, ...blocks];
}

/** A title that names somebody protected gives way to what kind of document it is. */
function titleOfDocument(telling: Telling, scope: Scope): string {
  const { title } = telling.request;
  if (title === undefined || !telling.audience.namesProtected(title))
    return title ?? titleFor(telling, scope);
  const [first] = [...scope.incidents, ...scope.places];
  if (first) telling.omit(first, 'names-protected', title);
  return titleFor(telling, scope);
}

function titleFor({ request, words }: Telling, { incidents, places }: Scope): string {
  if (request.about.length === 0 || request.groupBy !== 'none') return words.dossier;
  if (places.length === 1 && request.about.length === 1) return words.placeReport;
  return places.length === 0 && incidents.length === 1 ? words.incidentReport : words.report;
}

function once(leftOut: ReportPreview['leftOut']): ReportPreview['leftOut'] {
  return [...new Map(leftOut.map((one) => [JSON.stringify(one), one])).values()];
}
