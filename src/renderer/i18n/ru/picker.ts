import type { Russian } from '../catalogue.ts';
import type { picker as english } from '../en/picker.ts';

export const picker: Russian<typeof english> = {
  places: 'Места на этом компьютере',
  home: 'Домашняя папка',
  again: 'Посмотреть снова',
  up: 'На папку выше',
  contents: 'Содержимое папки',
  empty: 'Здесь нечего выбрать.',
  archive: 'архив',
  name: 'Имя',
  omitted_one: 'Ещё {count, number} запись не показана.',
  omitted_few: 'Ещё {count, number} записи не показаны.',
  omitted_many: 'Ещё {count, number} записей не показаны.',
  omitted_other: 'Ещё {count, number} записи не показаны.',
};
