export const describe = {
  title: 'Describe',
  counter: '{at, number} of {total, number}, newest first',
  saveNext: 'Save and next',
  keys: 'Enter saves and goes on; in the description, Ctrl+Enter.',
  onlyUnnamed: 'Only those without a title',
  allNamed: 'Everything has a title',
  allNamedBody: 'What is taken in next appears here until it has one.',
  goThroughAll: 'Go through all of them',
  last: 'This was the last one.',
} as const;
