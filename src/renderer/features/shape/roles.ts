import { useTranslation } from 'react-i18next';
import { shape } from '../../i18n/en/shape.ts';

/** What a person may make of a file in an item; what came as a sidecar or is derived stays that. */
export const chosenRoles = ['original', 'recto', 'verso', 'page'] as const;

const isKnown = (role: string): role is keyof typeof shape.role => Object.hasOwn(shape.role, role);

/** A file's part in its item, in words; `place`: where it stands among the others, from 1. */
export function useRoleName(): (role: string, place: number) => string {
  const { t } = useTranslation('shape');
  return (role, place) => (isKnown(role) ? t(`role.${role}`, { place }) : role);
}
