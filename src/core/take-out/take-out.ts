import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { RecordFilter } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { recordRows } from '../records/list-records.ts';
import { vocabulariesOf } from '../records/vocabularies.ts';
import { context, crmNodes } from './crm.ts';
import { csvHeading, csvLine, type TakenKind } from './csv.ts';
import { featureOf } from './geojson.ts';
import { OutView, type OutRecord, type Recipient } from './visible.ts';

export const takenForms = ['csv', 'geojson', 'jsonld'] as const;
export type TakenForm = (typeof takenForms)[number];

export interface TakeOutRequest {
  readonly kind: TakenKind;
  readonly form: TakenForm;
  readonly recipient: Recipient;
  readonly filter: RecordFilter;
  /** BCP 47: what terms are called in CSV. */
  readonly language: string;
}

export interface TakeOutSummary {
  readonly records: number;
  /** That the list has, and that do not leave. */
  readonly keptBack: number;
  /** Written without something that names somebody who is protected. */
  readonly shortened: number;
}

/** Milliseconds between which others get their turn. */
const turn = 8;

/**
 * Writes a list of records in a form that others read, piece by piece through `give`. Throws `sealed-locked`, `date-invalid`,
 * `interrupted`, `archive-not-open`.
 */
export async function takeOut(
  archive: Archive,
  request: TakeOutRequest,
  give: (text: string) => void,
  signal: AbortSignal,
): Promise<TakeOutSummary> {
  const { kind, form, language } = request;
  const view = new OutView(archive, request.recipient);
  const vocabularies = new Map(vocabulariesOf(archive).map((one) => [one.id, one]));
  const written = new Set<string>();
  const parts = (record: OutRecord): readonly string[] => {
    if (form === 'csv') return [csvLine(kind, record, view, vocabularies, language)];
    if (form === 'geojson') return [JSON.stringify(featureOf(record, view))];
    // What several records name stands once; what it says of each of them is merged by whoever reads it.
    return [...crmNodes(record, { view, vocabularies }).values()].flatMap((node) => {
      const text = JSON.stringify(node);
      if (written.has(text)) return [];
      written.add(text);
      return text;
    });
  };
  const between = form === 'csv' ? '' : ',\n';
  give(form === 'csv' ? csvHeading(kind) : heads[form]);
  let [records, keptBack, shortened, isFirst] = [0, 0, 0, true];
  let pending: string[] = [];
  let began = performance.now();
  for (const row of await recordRows(archive, kind, request.filter)) {
    const record = view.byRow(row);
    if (!record) keptBack += 1;
    else {
      records += 1;
      if (record.isShortened) shortened += 1;
      for (const part of parts(record)) {
        pending.push(isFirst ? part : between + part);
        isFirst = false;
      }
    }
    if (performance.now() - began < turn) continue;
    give(pending.join(''));
    pending = [];
    await setImmediate();
    if (signal.aborted) throw new AppError('interrupted');
    if (!archive.catalogue.open) throw new AppError('archive-not-open');
    began = performance.now();
  }
  give(pending.join('') + (form === 'csv' ? '' : '\n]}\n'));
  return { records, keptBack, shortened };
}

const heads: Readonly<Record<Exclude<TakenForm, 'csv'>, string>> = {
  geojson: '{"type":"FeatureCollection","features":[\n',
  jsonld: `{"@context":${JSON.stringify(context)},"@graph":[\n`,
};
