import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format.ts';
import { fieldNameIn } from '../../i18n/named-details.ts';

/** Which fields an event changed or erased, as the forms call them. What was said in them stands in the history, never in the log. */
export function ChangedFields({ detail }: { readonly detail: unknown }) {
  const { i18n } = useTranslation();
  const format = useFormats();
  const names = membersIn(detail).flatMap((member) => fieldNameIn(i18n.language, member) ?? []);
  if (names.length === 0) return null;
  return <span className="quiet small"> · {format.list([...new Set(names)])}</span>;
}

/** Members of an item's or another record's content (docs/formats/log.md): by name with digests, or erased ones as a list. */
function membersIn(detail: unknown): readonly string[] {
  if (typeof detail !== 'object' || detail === null || !('fields' in detail)) return [];
  const { fields } = detail;
  const members = Array.isArray(fields)
    ? fields.filter((field) => typeof field === 'string')
    : typeof fields === 'object' && fields !== null
      ? Object.keys(fields)
      : [];
  return members.map((member) => member.replace(/^content\./, ''));
}
