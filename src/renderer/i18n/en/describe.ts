export const describe = {
  title: 'Describe',
} as const;
