export const people = {
  title: 'People and keys',
} as const;
