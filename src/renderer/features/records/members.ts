import { useTranslation } from 'react-i18next';
import type { MemberName } from './member-name.ts';

/** What is being written, and what a field for a member of it takes: what it is called, what it says, how it becomes another. */
export interface MembersOf<Content> {
  readonly content: Content;
  readonly set: (part: Partial<Record<keyof Content, unknown>>) => void;
  readonly field: <Name extends keyof Content & MemberName>(
    name: Name,
  ) => {
    readonly label: string;
    readonly value: Content[Name];
    readonly onChange: (value: unknown) => void;
  };
}

export function useMembers<Content>({
  content,
  set,
}: Pick<MembersOf<Content>, 'content' | 'set'>): MembersOf<Content> {
  const { t } = useTranslation('records');
  return {
    content,
    set,
    field: (name) => {
      const member: MemberName = name;
      return {
        label: t(`member.${member}`),
        value: content[name],
        onChange: (value) => {
          const part: Partial<Record<keyof Content, unknown>> = {};
          part[name] = value;
          set(part);
        },
      };
    },
  };
}
