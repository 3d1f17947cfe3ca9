export const picker = {
  places: 'Places on this machine',
  home: 'Home folder',
  again: 'Look again',
  up: 'One folder up',
  contents: 'Contents of the folder',
  empty: 'Nothing here to choose.',
  archive: 'archive',
  name: 'Name',
  omitted_one: '{count, number} more entry is not shown.',
  omitted_other: '{count, number} more entries are not shown.',
} as const;
