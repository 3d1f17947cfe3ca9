import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Agreement } from '../../../shared/catalogue/agreement.ts';
import type { RecordFilter, RecordList } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useTerms } from './vocabularies.ts';
import '../evidence/facets.css';

interface Props {
  readonly facets: RecordList['facets'];
  readonly filter: RecordFilter;
  readonly onFilter: (change: Partial<RecordFilter>) => void;
  readonly typeVocabulary: string | null;
  readonly statusVocabulary: string;
}

const few = 8;
const agreements: readonly Agreement[] = ['agreed', 'contested', 'under-review', 'not-reviewed'];
const agreementOf = (value: string | null): Agreement | null =>
  agreements.find((one) => one === value) ?? null;

/** Beside a list: every value with how many records it would leave. */
export function RecordFacets({ facets, filter, onFilter, typeVocabulary, statusVocabulary }: Props) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const label = (vocabulary: string | null) => (id: string) =>
    vocabulary === null ? id : terms.label(vocabulary, id);
  return (
    <aside className="facets" aria-label={t('narrowedBy')}>
      <Facet
        label={t('facet.type')}
        counts={facets.type}
        chosen={filter.type ?? null}
        word={label(typeVocabulary)}
        onChoose={(type) => onFilter({ type })}
      />
      <Facet
        label={t('facet.status')}
        counts={facets.status}
        chosen={filter.status ?? null}
        word={label(statusVocabulary)}
        onChoose={(status) => onFilter({ status })}
      />
      <Facet
        label={t('facet.agreement')}
        counts={facets.agreement}
        chosen={filter.agreement ?? null}
        word={(id) => t(`agreement.${agreementOf(id) ?? 'not-reviewed'}`)}
        onChoose={(id) => onFilter({ agreement: agreementOf(id) })}
      />
      <Facet
        label={t('facet.year')}
        counts={facets.year.toSorted((one, other) => (one.value < other.value ? 1 : -1))}
        chosen={filter.date ?? null}
        word={(year) => year}
        onChoose={(date) => onFilter({ date })}
      />
      <Facet
        label={t('facet.legal')}
        counts={facets.legal}
        chosen={filter.legal ?? null}
        word={label('legal-references')}
        onChoose={(legal) => onFilter({ legal })}
      />
      <Facet
        label={t('facet.riskFactor')}
        counts={facets.riskFactor}
        chosen={filter.riskFactor ?? null}
        word={label('risk-factors')}
        onChoose={(riskFactor) => onFilter({ riskFactor })}
      />
      <Facet
        label={t('facet.confidentiality')}
        counts={facets.confidentiality}
        chosen={filter.confidentiality ?? null}
        word={label('confidentiality')}
        onChoose={(confidentiality) => onFilter({ confidentiality })}
      />
    </aside>
  );
}

function Facet({
  label,
  counts,
  chosen,
  word,
  onChoose,
}: {
  readonly label: string;
  readonly counts: RecordList['facets']['type'];
  readonly chosen: string | null;
  readonly word: (value: string) => string;
  readonly onChoose: (value: string | null) => void;
}) {
  const { t } = useTranslation('evidence');
  const formats = useFormats();
  const [isWhole, setWhole] = useState(false);
  if (counts.length === 0) return null;
  const most = Math.max(...counts.map(({ count }) => count));
  return (
    <section className="facet" aria-label={t('facet.by', { name: label })}>
      <h2 className="facet-title">{label}</h2>
      <ul className="facet-values">
        {counts
          .filter(({ value }, at) => isWhole || at < few || value === chosen)
          .map(({ value, count }) => (
            <li key={value}>
              <ToggleButton
                className="facet-value"
                isSelected={value === chosen}
                onChange={(isChosen) => onChoose(isChosen ? value : null)}
              >
                <span className="facet-label">
                  <SafeText>{word(value)}</SafeText>
                </span>
                <span className="facet-count numeric">{formats.number(count)}</span>
                <span
                  aria-hidden
                  className="facet-bar"
                  style={{ inlineSize: `${String((100 * count) / most)}%` }}
                />
              </ToggleButton>
            </li>
          ))}
        {counts.length > few && (
          <li>
            <Button size="small" tone="quiet" onPress={() => setWhole(!isWhole)}>
              {isWhole ? t('facet.fewer') : t('facet.more', { count: counts.length - few })}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}
