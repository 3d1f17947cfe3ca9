export const keep = {
  title: 'Back up and hand over',
} as const;
