export const custody = {
  title: 'Custody',
} as const;
