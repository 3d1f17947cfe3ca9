import type { TableKind } from '../../shared/catalogue/table-fields.ts';
import type { TemplateLanguage } from '../../shared/catalogue/table-headings.ts';

/** What stands in a template besides its headings. */

/** By field. `example`: what stands in the column of numbers, by which the line is known and left out. */
interface Words {
  readonly example: string;
  readonly sheet: Readonly<Record<TableKind, string>>;
  /** What the sheet of value lists is called, by which it is known and not offered. */
  readonly lists: string;
  readonly says: string;
  readonly bridge: string;
  readonly district: string;
  readonly register: string;
  readonly damage: string;
  readonly wall: string;
  readonly tags: string;
}

export const templateWords: Readonly<Record<TemplateLanguage, Words>> = {
  en: {
    example: 'Example',
    sheet: { place: 'Places', incident: 'Incidents', item: 'Items' },
    lists: 'Value lists',
    says: 'This line is an example and is not taken in. Write below it.',
    bridge: 'Upper bridge',
    district: 'Upper district',
    register: 'State register',
    damage: 'Damage to the upper bridge',
    wall: 'The north wall of the church',
    tags: 'wall; church',
  },
  hy: {
    example: 'Օրինակ',
    sheet: { place: 'Վայրեր', incident: 'Դեպքեր', item: 'Նյութեր' },
    lists: 'Արժեքների ցանկեր',
    says: 'Այս տողն օրինակ է և չի ընդունվում։ Գրեք դրանից ներքև։',
    bridge: 'Վերին կամուրջ',
    district: 'Վերին շրջան',
    register: 'Պետական ցուցակ',
    damage: 'Վերին կամրջի վնասում',
    wall: 'Եկեղեցու հյուսիսային պատը',
    tags: 'պատ; եկեղեցի',
  },
  ru: {
    example: 'Пример',
    sheet: { place: 'Места', incident: 'Инциденты', item: 'Материалы' },
    lists: 'Перечни значений',
    says: 'Эта строка — пример, она не принимается. Пишите под ней.',
    bridge: 'Верхний мост',
    district: 'Верхний район',
    register: 'Государственный реестр',
    damage: 'Повреждение верхнего моста',
    wall: 'Северная стена церкви',
    tags: 'стена; церковь',
  },
};

/** An invented line, by field; terms by their ids. */
export function exampleOf(kind: TableKind, language: TemplateLanguage): Readonly<Record<string, string>> {
  const words = templateWords[language];
  const shared = { number: words.example, description: words.says, confidentiality: 'restricted' };
  const where = { latitude: '40.5', longitude: '45.5', precision: '50' };
  switch (kind) {
    case 'place':
      return {
        ...shared,
        ...where,
        'name-en': templateWords.en.bridge,
        'name-hy': templateWords.hy.bridge,
        'name-ru': templateWords.ru.bridge,
        type: 'bridge',
        period: '1890/1905',
        area: words.district,
        register: words.register,
        'register-number': '4.12',
      };
    case 'incident':
      return { ...shared, title: words.damage, type: 'damage-to-heritage', date: '2001-05-03' };
    case 'item':
      return {
        ...shared,
        ...where,
        file: 'IMG_0001.JPG',
        title: words.wall,
        captured: '2001-05-03',
        tags: words.tags,
        languages: language,
      };
  }
}
