import type { UnknownField } from '../../shared/records/saved-search.ts';
import { nearest } from '../../shared/nearest.ts';
import { fold } from './fold.ts';
import { fieldNames, fieldOf, partsOf } from './query.ts';
import { likenesses, sounded } from './sounds.ts';

/** A field as it stands in one piece, also with what no field of this program has in its name. */
const written = /^[([{<]*(?<field>\p{L}[\p{L}\p{M}]*(?:[_-][\p{L}\p{M}]+)*):(?<value>.*)$/su;

/**
 * What was typed as a field and is none, so that its name was looked for as a word; each once. Nothing is said of an address
 * (`http://…`, `mailto:…`), of a folder (`C:\`), of a time, and of what stands in quotation marks.
 */
export function unknownFields(text: string): readonly UnknownField[] {
  const found = partsOf(text).flatMap(({ field, quoted, plain = '' }) => {
    if (field !== undefined) return fieldOf(field) ? [] : [{ field, value: quoted ?? plain }];
    const { field: name, value = '' } = written.exec(plain)?.groups ?? {};
    return name === undefined ? [] : [{ field: name, value }];
  });
  const meantAsOne = found.filter(
    ({ field, value }) => field.length > 1 && !/^[\\/]/.test(value) && !schemes.has(fold(field)),
  );
  return [...new Set(meantAsOne.map(({ field }) => field))].map((field) => ({
    field,
    meant: meantBy(field),
  }));
}

/** How addresses begin that have no slashes. */
const schemes = new Set(['mailto', 'tel', 'geo', 'urn', 'doi']);

/** By its letters, by its sounds in whatever script, and then by a part of it (`camera-model`). */
function meantBy(field: string): string | null {
  const [first = field, ...rest] = field.split(/[_-]/);
  for (const name of rest.length === 0 ? [field] : [field, first, ...rest]) {
    const like = nearest(fold(name), fieldNames) ?? soundingAs(name);
    if (like !== null) return inScriptOf(name, like);
  }
  return null;
}

const names = fieldNames
  .map((name) => ({ name, ...sounded(name) }))
  .toSorted((one, other) => (one.sounds < other.sounds ? -1 : 1));

function soundingAs(name: string): string | null {
  const [best] = likenesses(sounded(name), names).toSorted((one, other) => one.unlike - other.unlike);
  return best?.word.name ?? null;
}

/** The same field by its name in the script that was typed. */
function inScriptOf(typed: string, like: string): string {
  const script = scripts.find((one) => one.test(typed));
  if (script?.test(like) === true) return like;
  const meant = fieldOf(like);
  return fieldNames.find((name) => script?.test(name) === true && fieldOf(name) === meant) ?? like;
}

const scripts = [/\p{Script=Latin}/u, /\p{Script=Armenian}/u, /\p{Script=Cyrillic}/u];
