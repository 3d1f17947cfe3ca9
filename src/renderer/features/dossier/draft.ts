import type { ReportForm, ReportRequest } from '../../../shared/records/report.ts';
import { useKept } from '../../session/use-kept.ts';

export interface DossierDraft extends Omit<ReportRequest, 'title' | 'chosenNames'> {
  readonly title: string;
  readonly form: ReportForm;
  readonly destination: string;
}

/** Nobody is chosen at first: for whom it is decides who is in it. */
const empty: DossierDraft = {
  about: [],
  language: 'en',
  groupBy: 'legal-references',
  recipient: '',
  names: 'language',
  withPictures: true,
  title: '',
  form: 'pdf',
  destination: '',
};

export function useDossierDraft(language: string) {
  const own = language === 'hy' || language === 'ru' ? language : 'en';
  return useKept<DossierDraft>('dossier', { ...empty, language: own });
}

/** What the last document was written of. Of anything else its exhibits are the wrong ones: another recipient may see fewer. */
export const useWrittenFor = () => useKept<ReportRequest | null>('dossier.written-for', null);

export const isSameRequest = (one: ReportRequest | null, other: ReportRequest | null): boolean =>
  one !== null && other !== null && JSON.stringify(one) === JSON.stringify(other);

/** What is asked of the core; null while nobody said for whom. */
export function requestOf(draft: DossierDraft): ReportRequest | null {
  const { about, language, groupBy, recipient, names, withPictures } = draft;
  if (recipient === '') return null;
  const title = draft.title.trim();
  return {
    ...{ about, language, groupBy, recipient, names, withPictures },
    ...(title === '' ? {} : { title }),
  };
}
