import type { Site } from '../drawing/scene.ts';
import type { SpotName } from './villages.ts';

interface SiteFacts {
  readonly types: readonly string[];
  readonly village: SpotName;
  /** EDTF. */
  readonly period: string;
  /** In the register. */
  readonly number: string;
  /** EDTF: when it was seen whole. */
  readonly surveyed: string;
  /** As it stands over a door or gate, in the script of those who built it. */
  readonly inscribed: { readonly text: string; readonly language: string } | null;
}

/** What a register would say of the three sites. */
export const siteFacts: Readonly<Record<Site, SiteFacts>> = {
  church: {
    types: ['church', 'building-of-historic-or-artistic-interest'],
    village: 'velmar',
    period: '1283~',
    number: '4.17',
    surveyed: '2018-05-12',
    inscribed: null,
  },
  mosque: {
    types: ['mosque', 'building-of-historic-or-artistic-interest'],
    village: 'tuvesh',
    period: '1741/1743',
    number: '4.22',
    surveyed: '2018-07-03',
    inscribed: { text: 'مسجد توفش', language: 'ar' },
  },
  cemetery: {
    types: ['cemetery'],
    village: 'ilmekar',
    period: '16XX/1938',
    number: '4.31',
    surveyed: '2018-10-20',
    inscribed: { text: 'בית הקברות של אילמקר', language: 'he' },
  },
};
