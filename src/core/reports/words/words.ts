import type { ReportLanguage } from '../../../shared/records/report.ts';
import { armenian } from './hy.ts';
import { english } from './en.ts';
import { russian } from './ru.ts';

/**
 * The words of documents for a court or a UN body. What is said of a record stands behind its label, so that no language has to
 * bend names and terms. Armenian and Russian are drafts until a native jurist has read them (domain §7).
 */
export interface ReportWords {
  readonly dossier: string;
  readonly placeReport: string;
  readonly incidentReport: string;
  readonly report: string;
  readonly madeOn: string;
  readonly recipient: string;
  readonly grouped: { readonly 'legal-references': string; readonly 'risk-factors': string };
  readonly contents: string;
  /** With `{page}` where its number goes. */
  readonly page: string;
  readonly howToRead: string;
  readonly howToReadNotes: readonly string[];
  readonly incidents: string;
  readonly notFiled: string;
  readonly places: string;
  readonly exhibits: string;
  readonly claims: string;
  readonly acts: string;
  readonly assessments: string;
  readonly toldUnder: (title: string) => string;
  readonly type: string;
  readonly date: string;
  readonly period: string;
  readonly place: string;
  readonly status: string;
  readonly alleged: string;
  readonly foundBy: string;
  readonly means: string;
  readonly legal: string;
  readonly risk: string;
  readonly certainty: string;
  readonly agreement: Readonly<Record<'not-reviewed' | 'under-review' | 'agreed' | 'contested', string>>;
  readonly dissent: string;
  readonly contradicted: string;
  /** By what is not in the document. */
  readonly contradictedBesides: string;
  readonly otherNames: string;
  readonly accordingTo: string;
  readonly areas: string;
  readonly position: string;
  readonly within: (metres: string) => string;
  readonly positionWithheld: string;
  readonly designations: string;
  readonly registers: string;
  readonly baseline: string;
  readonly by: string;
  readonly method: string;
  readonly condition: string;
  readonly severity: string;
  readonly extent: string;
  readonly buildingDamage: string;
  readonly changes: string;
  readonly disturbances: string;
  readonly effects: string;
  readonly threats: string;
  readonly before: string;
  readonly after: string;
  readonly number: string;
  readonly captured: string;
  readonly source: string;
  readonly kind: string;
  readonly graphic: string;
  readonly files: string;
  readonly translation: string;
  readonly summary: string;
  readonly byMachine: string;
  readonly certifiedBy: string;
  readonly nothing: string;
}

export const reportWords: Readonly<Record<ReportLanguage, ReportWords>> = {
  en: english,
  hy: armenian,
  ru: russian,
};
