import { tableFields, type TableKind } from './table-fields.ts';

/** What the columns of a template are headed with, in the language of whoever fills it in. */

export const templateLanguages = ['en', 'hy', 'ru'] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];

const headings: Readonly<Record<Exclude<TemplateLanguage, 'en'>, Readonly<Record<string, string>>>> = {
  hy: {
    number: 'Համար',
    description: 'Նկարագրություն',
    note: 'Նշում',
    confidentiality: 'Գաղտնիություն',
    position: 'Կոորդինատներ',
    latitude: 'Լայնություն',
    longitude: 'Երկայնություն',
    shape: 'Երկրաչափություն (GeoJSON)',
    precision: 'Ճշգրտություն, մետր',
    name: 'Անուն',
    'name-en': 'Անուն (անգլերեն)',
    'name-hy': 'Անուն (հայերեն)',
    'name-ru': 'Անուն (ռուսերեն)',
    'name-az': 'Անուն (ադրբեջաներեն)',
    type: 'Տեսակ',
    period: 'Կառուցվել կամ գործածվել է',
    area: 'Վարչական միավոր',
    register: 'Ռեեստր',
    'register-number': 'Համարը ռեեստրում',
    title: 'Վերնագիր',
    date: 'Ամսաթիվ',
    place: 'Վայր',
    legal: 'Իրավական հղումներ',
    sha256: 'SHA-256',
    file: 'Ֆայլի անուն',
    captured: 'Նկարահանման ամսաթիվ',
    source: 'Աղբյուր',
    tags: 'Պիտակներ',
    languages: 'Լեզուներ',
    rights: 'Իրավունքներ',
  },
  ru: {
    number: 'Номер',
    description: 'Описание',
    note: 'Заметка',
    confidentiality: 'Конфиденциальность',
    position: 'Координаты',
    latitude: 'Широта',
    longitude: 'Долгота',
    shape: 'Геометрия (GeoJSON)',
    precision: 'Точность, метров',
    name: 'Название',
    'name-en': 'Название (английский)',
    'name-hy': 'Название (армянский)',
    'name-ru': 'Название (русский)',
    'name-az': 'Название (азербайджанский)',
    type: 'Вид',
    period: 'Построено или использовалось',
    area: 'Административная единица',
    register: 'Реестр',
    'register-number': 'Номер в реестре',
    title: 'Заголовок',
    date: 'Дата',
    place: 'Место',
    legal: 'Правовые ссылки',
    sha256: 'SHA-256',
    file: 'Имя файла',
    captured: 'Дата съёмки',
    source: 'Источник',
    tags: 'Метки',
    languages: 'Языки',
    rights: 'Права',
  },
};

export function headingOf(kind: TableKind, field: string, language: TemplateLanguage): string {
  const label = tableFields[kind].find(({ id }) => id === field)?.label ?? field;
  return language === 'en' ? label : (headings[language][field] ?? label);
}
