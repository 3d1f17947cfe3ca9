import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { VocabularyView } from '../../../shared/records/record.ts';
import { useArchive, useSession } from '../../session/session.tsx';

type Term = VocabularyView['terms'][number];
type Labels = Term['labels'];

/** In the reader's language, else in whichever there is. */
export const labelIn = ({ labels }: { readonly labels: Labels }, language: string): string => {
  const own = language === 'hy' || language === 'ru' ? labels[language] : labels.en;
  return own ?? labels.en ?? labels.hy ?? labels.ru ?? '';
};

export interface Terms {
  /** Those that can be chosen, and of retired ones what is chosen already. */
  readonly choices: (vocabulary: string, chosen?: readonly string[]) => readonly Term[];
  /** An id that is not known stays as it is. */
  readonly label: (vocabulary: string, id: string) => string;
  readonly term: (vocabulary: string, id: string) => Term | undefined;
  /** What a relation is called from where it begins, or from its other end. */
  readonly relation: (type: string, end: 'from' | 'to') => string;
}

/** The value lists, with what this archive added. */
export function useTerms(): Terms {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  const { data } = useQuery({
    queryKey: ['vocabularies', archive],
    queryFn: () => host.client.records.vocabularies({ archive }),
    staleTime: Infinity,
  });
  return termsOf(data ?? [], language);
}

export function termsOf(vocabularies: readonly VocabularyView[], language: string): Terms {
  const termsIn = (id: string): readonly Term[] => vocabularies.find((one) => one.id === id)?.terms ?? [];
  const term = (vocabulary: string, id: string) => termsIn(vocabulary).find((one) => one.id === id);
  const label = (vocabulary: string, id: string): string => {
    const found = term(vocabulary, id);
    return found ? labelIn({ labels: found.alone ?? found.labels }, language) : id;
  };
  return {
    term,
    label,
    choices: (vocabulary, chosen = []) =>
      termsIn(vocabulary).filter(({ id, isRetired }) => isRetired !== true || chosen.includes(id)),
    relation(type, end) {
      const inverse = (term('link-types', type) ?? term('incident-links', type))?.inverse;
      if (end === 'to' && inverse) return labelIn({ labels: inverse }, language);
      return term('link-types', type) ? label('link-types', type) : label('incident-links', type);
    },
  };
}
