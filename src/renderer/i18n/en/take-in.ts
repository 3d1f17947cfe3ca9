export const takeIn = {
  title: 'Take in',
} as const;
