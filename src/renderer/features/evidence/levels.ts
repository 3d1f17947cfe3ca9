import { confidentialities } from '../../../shared/records/description.ts';

type Level = (typeof confidentialities)[number];

export const isLevel = (level: string): level is Level => confidentialities.some((known) => known === level);
