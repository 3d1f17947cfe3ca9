import { useTranslation } from 'react-i18next';
import { records } from '../../i18n/en/records.ts';

export type MemberName = keyof typeof records.member;

const isMember = (name: string): name is MemberName => Object.hasOwn(records.member, name);

/** What a member of a record's content is called. */
export function useMemberName(): (member: string) => string {
  const { t } = useTranslation('records');
  return (member) => (isMember(member) ? t(`member.${member}`) : member);
}
