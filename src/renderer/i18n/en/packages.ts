export const packages = {
  title: 'Packages',
} as const;
