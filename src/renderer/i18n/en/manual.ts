export const manual = {
  chapters: 'Chapters',
  next: 'Next:',
} as const;
