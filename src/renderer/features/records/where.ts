import type { RecordMention } from '../../../shared/records/record.ts';
import { addressOf, type Screen } from '../../shell/route.ts';

/** On which screen a record is looked at; kinds that have none are shown where they belong to. */
const screens: Readonly<Partial<Record<string, Screen>>> = {
  place: 'places',
  object: 'places',
  assessment: 'places',
};

export const screenOf = (kind: string): Screen | null => screens[kind] ?? null;

export function addressOfRecord({ kind, id }: Pick<RecordMention, 'kind' | 'id'>): string | null {
  const screen = screenOf(kind);
  return screen === null ? null : addressOf(screen, id);
}
