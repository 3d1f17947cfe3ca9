import { readEdtf } from '../../../shared/dates/edtf.ts';
import type { ItemChanges } from '../../../shared/records/description.ts';
import type { ItemRecord } from '../../../shared/records/item.ts';
import type { evidence } from '../../i18n/en/evidence.ts';

/** Fields that are typed; `tag` is one that is being added. */
export type TextName = 'title' | 'description' | 'captured' | 'position' | 'languages' | 'rights' | 'tag';
export type Problem = keyof typeof evidence.problem;
export type Reading =
  { readonly ok: true; readonly changes: ItemChanges } | { readonly ok: false; readonly problem: Problem };

export const several = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What stands in a field as people asserted it. */
export function textOf(record: ItemRecord, name: TextName): string {
  const { asserted } = record;
  switch (name) {
    case 'title':
      return asserted.title ?? '';
    case 'description':
      return record.description ?? '';
    case 'captured':
      return asserted.captured ?? '';
    case 'position':
      return asserted.position ? `${asserted.position.latitude}, ${asserted.position.longitude}` : '';
    case 'languages':
      return record.languages.join(', ');
    case 'rights':
      return record.rights ?? '';
    case 'tag':
      return '';
  }
}

/** What typed text comes to, of an item if it is about one; an empty field takes away what was said. */
export function readText(name: TextName, typed: string, record: ItemRecord | null = null): Reading {
  const text = typed.trim();
  const done = (changes: ItemChanges): Reading => ({ ok: true, changes });
  switch (name) {
    case 'title':
    case 'description':
    case 'rights':
      return done({ [name]: text === '' ? null : text });
    case 'captured': {
      if (text === '') return done({ captured: null });
      const reading = readEdtf(text);
      if (reading.ok) return done({ captured: text });
      return { ok: false, problem: reading.code === 'empty' ? 'not-edtf' : reading.code };
    }
    case 'position':
      return readPosition(text, record);
    case 'languages':
      return done({ languages: several(text) });
    case 'tag':
      return done({ addTags: several(text) });
  }
}

function readPosition(text: string, record: ItemRecord | null): Reading {
  if (text === '') return { ok: true, changes: { position: null } };
  const [, north = '', east = ''] =
    /^(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)$/.exec(text.replaceAll('−', '-')) ?? [];
  const [latitude, longitude] = [Number(north), Number(east)];
  if (north === '' || Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    return { ok: false, problem: 'position' };
  // Written in another way it is the place it was, as precisely as it was and known as it was.
  const there = record?.asserted.position;
  if (there?.latitude === latitude && there.longitude === longitude)
    return { ok: true, changes: { position: there } };
  return { ok: true, changes: { position: { latitude, longitude, precision: null, basis: null } } };
}
