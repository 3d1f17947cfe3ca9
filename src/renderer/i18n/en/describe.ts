export const describe = {
  title: 'Describe',
  counter: '{at, number} of {total, number}, newest first',
  saveNext: 'Save and next',
  keys: 'Ctrl+Enter saves and goes on.',
  last: 'This was the last one.',
} as const;
