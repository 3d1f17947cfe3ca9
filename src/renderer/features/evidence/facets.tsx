import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { memo, useState, type ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ItemFacets } from '../../../shared/records/facets.ts';
import { warningCodes } from '../../../shared/records/warning-codes.ts';
import { itemKinds, type ItemFilter } from '../../../shared/records/item-row.ts';
import { confidentialities, reviewStates } from '../../../shared/records/description.ts';
import { Button } from '../../components/button.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import './facets.css';

interface Props {
  readonly filter: ItemFilter;
  readonly onFilter: (change: Partial<ItemFilter>) => void;
}

/** What a list is narrowed by beside words. */
export const unnarrowed = {
  camera: null,
  serial: null,
  tag: null,
  kind: null,
  date: null,
  position: null,
  warning: null,
  confidentiality: null,
  review: null,
  accession: null,
  area: null,
  untitled: false,
  warned: false,
  undated: false,
} as const satisfies Partial<ItemFilter>;

/** Words for the values of facets. */
function useWords() {
  const { t } = useTranslation('evidence');
  const formats = useFormats();
  const among = <Id extends string>(ids: readonly Id[], value: string): Id | undefined =>
    ids.find((id) => id === value);
  return {
    kind: (value: string) => t(`kind.${among(itemKinds, value) ?? 'other'}`),
    confidentiality: (value: string) => {
      const known = among(confidentialities, value);
      return known ? t(`confidentiality.${known}`) : value;
    },
    review: (value: string) => {
      const known = among(reviewStates, value);
      return known ? t(`review.${known}`) : value;
    },
    position: (value: string) => t(value === 'yes' ? 'facet.withPosition' : 'facet.withoutPosition'),
    titled: (value: string) => t(value === 'yes' ? 'facet.titled' : 'filter.untitled'),
    // A code of a newer program stands as it is.
    warning: (value: string) => {
      const known = among(warningCodes, value);
      return known ? t(`warningShort.${known}`) : value;
    },
    accession: (value: string, startedAt: string) => `${value}, ${formats.day(startedAt)}`,
  };
}

/** Beside the list: every value with how many items it would leave. */
export const Facets = memo(function Facets({ filter, onFilter }: Props) {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const words = useWords();
  const { data } = useQuery({
    queryKey: ['facets', archive, filter],
    queryFn: ({ signal }) => host.client.items.facets({ archive, filter }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const plain = (
    name: 'kind' | 'confidentiality' | 'review' | 'warning',
    counts: ItemFacets['kind'],
    label: string,
  ) => (
    <Facet label={label} isEmpty={counts.length === 0}>
      <Values
        values={counts.map(({ value, items }) => ({ id: value, label: words[name](value), items }))}
        chosen={filter[name] ?? null}
        onChoose={(value) => onFilter({ [name]: value })}
      />
    </Facet>
  );
  return (
    <aside className="facets" aria-label={t('filter.title')} aria-busy={data === undefined}>
      {data && (
        <>
          <Facet label={t('fields.captured')}>
            <Dates date={data.date} filter={filter} onFilter={onFilter} />
          </Facet>
          <Facet label={t('camera')} isEmpty={data.camera.length === 0}>
            <Values
              values={data.camera.flatMap(({ name, items, serials }) => [
                { id: JSON.stringify([name]), label: <SafeText>{name}</SafeText>, items },
                ...serials.map((body) => ({
                  id: JSON.stringify([name, body.serial]),
                  label: (
                    <>
                      {t('facet.serial')} <SafeText>{body.serial}</SafeText>
                    </>
                  ),
                  items: body.items,
                  isPart: true,
                })),
              ])}
              chosen={
                filter.camera === null
                  ? null
                  : JSON.stringify([filter.camera, ...(filter.serial ? [filter.serial] : [])])
              }
              onChoose={(id) => {
                const [camera = null, serial = null] =
                  id === null ? [] : (JSON.parse(id) as readonly string[]);
                onFilter({ camera, serial });
              }}
            />
          </Facet>
          {plain('kind', data.kind, t('filter.kind'))}
          <Facet label={t('filter.tag')} isEmpty={data.tag.length === 0}>
            <Values
              values={data.tag.map(({ value, items }) => ({
                id: value,
                label: <SafeText>{value}</SafeText>,
                items,
              }))}
              chosen={filter.tag ?? null}
              onChoose={(tag) => onFilter({ tag })}
            />
          </Facet>
          <Facet label={t('fields.position')}>
            <Values
              values={data.position.map(({ value, items }) => ({
                id: value,
                label: words.position(value),
                items,
              }))}
              chosen={
                filter.position === null || filter.position === undefined
                  ? null
                  : filter.position
                    ? 'yes'
                    : 'no'
              }
              onChoose={(value) => onFilter({ position: value === null ? null : value === 'yes' })}
            />
          </Facet>
          <Facet label={t('fields.title')} isEmpty={!data.titled.some(({ value }) => value === 'no')}>
            <Values
              values={data.titled
                .filter(({ value }) => value === 'no')
                .map(({ value, items }) => ({ id: value, label: words.titled(value), items }))}
              chosen={filter.untitled === true ? 'no' : null}
              onChoose={(value) => onFilter({ untitled: value !== null })}
            />
          </Facet>
          {plain('warning', data.warning, t('provenance.warnings'))}
          {plain('confidentiality', data.confidentiality, t('fields.confidentiality'))}
          {plain('review', data.review, t('fields.reviewState'))}
          <Facet label={t('facet.accession')} isEmpty={data.accession.length === 0}>
            <Values
              values={data.accession.map(({ value, items, startedAt }) => ({
                id: value,
                label: words.accession(value, startedAt),
                items,
              }))}
              chosen={filter.accession}
              onChoose={(accession) => onFilter({ accession })}
            />
          </Facet>
        </>
      )}
    </aside>
  );
});

function Facet({
  label,
  isEmpty = false,
  children,
}: {
  readonly label: string;
  readonly isEmpty?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('evidence');
  if (isEmpty) return null;
  return (
    <section className="facet" aria-label={t('facet.by', { name: label })}>
      <h2 className="facet-title">{label}</h2>
      {children}
    </section>
  );
}

interface Value {
  readonly id: string;
  readonly label: ReactNode;
  readonly items: number;
  /** Stands under the one before it. */
  readonly isPart?: boolean;
}

const few = 6;

function Values({
  values,
  chosen,
  onChoose,
}: {
  readonly values: readonly Value[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
}) {
  const { t } = useTranslation('evidence');
  const formats = useFormats();
  const [isWhole, setWhole] = useState(false);
  const most = Math.max(1, ...values.map(({ items }) => items));
  // What is chosen is in sight as long as it is.
  const shown = values.filter(({ id }, at) => isWhole || at < few || id === chosen);
  if (values.length === 0) return null;
  return (
    <ul className="facet-values">
      {shown.map(({ id, label, items, isPart }) => (
        <li key={id} className={isPart === true ? 'facet-part' : undefined}>
          <ToggleButton
            className="facet-value"
            isSelected={id === chosen}
            onChange={(isChosen) => onChoose(isChosen ? id : null)}
          >
            <span className="facet-label">{label}</span>
            <span className="facet-count numeric">{formats.number(items)}</span>
            <span
              aria-hidden
              className="facet-bar"
              style={{ inlineSize: `${String((100 * items) / most)}%` }}
            />
          </ToggleButton>
        </li>
      ))}
      {values.length > few && (
        <li>
          <Button size="small" tone="quiet" onPress={() => setWhole(!isWhole)}>
            {isWhole ? t('facet.fewer') : t('facet.more', { count: values.length - few })}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** Years; of the one that is chosen its months, and of a month its days. The way back stands above. */
function Dates({ date, filter, onFilter }: Props & { readonly date: ItemFacets['date'] }) {
  const { t } = useTranslation('evidence');
  const chosen = filter.date ?? null;
  const parent =
    chosen === null || !/^\d{4}-\d\d(?:-\d\d)?$/.test(chosen)
      ? null
      : chosen.slice(0, chosen.lastIndexOf('-'));
  const values = date.counts.map(({ value, items }) => ({ id: value, label: value, items })).reverse();
  return (
    <>
      {chosen !== null && (
        <p className="facet-within small">
          <strong className="numeric">{chosen}</strong>
          <Button size="small" tone="quiet" onPress={() => onFilter({ date: parent })}>
            {parent ?? t('facet.allYears')}
          </Button>
        </p>
      )}
      {!/^\d{4}-\d\d-\d\d$/.test(chosen ?? '') && (
        <Values
          key={chosen}
          values={values}
          chosen={chosen}
          onChoose={(value) => onFilter({ date: value, undated: false })}
        />
      )}
      {date.undated > 0 && chosen === null && (
        <Values
          values={[{ id: 'undated', label: t('undated'), items: date.undated }]}
          chosen={filter.undated === true ? 'undated' : null}
          onChoose={(value) => onFilter({ undated: value !== null, date: null })}
        />
      )}
    </>
  );
}

/** What the list is narrowed by now, each to be taken away by itself. */
export function Chosen({ filter, onFilter }: Props) {
  const { t } = useTranslation('evidence');
  const words = useWords();
  const { camera, serial, tag, kind, date, position, warning, confidentiality, review, accession, area } =
    filter;
  const chips: (readonly [label: ReactNode, without: Partial<ItemFilter>])[] = [];
  if (date) chips.push([date, { date: null }]);
  if (filter.undated === true) chips.push([t('undated'), { undated: false }]);
  if (camera !== null) {
    const name = serial ? `${camera}, ${t('facet.serial')} ${serial}` : camera;
    chips.push([<SafeText key="camera">{name}</SafeText>, { camera: null, serial: null }]);
  }
  if (kind) chips.push([words.kind(kind), { kind: null }]);
  if (tag) chips.push([<SafeText key="tag">{tag}</SafeText>, { tag: null }]);
  if (position !== null && position !== undefined)
    chips.push([words.position(position ? 'yes' : 'no'), { position: null }]);
  if (filter.untitled === true) chips.push([words.titled('no'), { untitled: false }]);
  if (filter.warned === true) chips.push([t('filter.warned'), { warned: false }]);
  if (warning) chips.push([words.warning(warning), { warning: null }]);
  if (confidentiality) chips.push([words.confidentiality(confidentiality), { confidentiality: null }]);
  if (review) chips.push([words.review(review), { review: null }]);
  if (accession !== null) chips.push([accession, { accession: null }]);
  if (area) chips.push([t('facet.area'), { area: null }]);
  if (chips.length === 0) return null;
  return (
    <ul className="facet-chips" aria-label={t('filter.title')}>
      {chips.map(([label, without], at) => (
        <li key={at}>
          <Button size="small" icon={X} onPress={() => onFilter(without)}>
            {label}
          </Button>
        </li>
      ))}
      <li>
        <Button size="small" tone="quiet" onPress={() => onFilter(unnarrowed)}>
          {t('filter.all')}
        </Button>
      </li>
    </ul>
  );
}
