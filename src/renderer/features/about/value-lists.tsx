import { useTranslation } from 'react-i18next';
import { draftLists } from './draft-lists.ts';
import { TermTable } from './term-table.tsx';

/** Every term of every value list in three languages, a list at a time. */
export function ValueLists() {
  const { t, i18n } = useTranslation('about');
  const titles: Readonly<Record<string, string>> = t('lists', { returnObjects: true });
  const titled = draftLists
    .map(({ id, rows }) => ({ id, title: titles[id] ?? id, rows }))
    .toSorted((one, other) => one.title.localeCompare(other.title, i18n.language));
  return titled.map(({ id, title, rows }) => (
    <details key={id} className="draft-list">
      <summary>
        {title} <span className="quiet small">{rows.length}</span>
      </summary>
      <TermTable rows={rows} />
    </details>
  ));
}
