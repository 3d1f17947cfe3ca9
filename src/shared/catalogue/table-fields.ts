/** What a column of a spreadsheet can say, by kind of record, and what people head it with (folded, in three languages). */

export interface TableField {
  readonly id: string;
  /** What a template heads it with. */
  readonly label: string;
  /** How else it is headed. */
  readonly also: readonly string[];
}

const shared: readonly TableField[] = [
  { id: 'number', label: 'Number', also: ['no', 'id', 'record', 'номер', 'համար'] },
  {
    id: 'description',
    label: 'Description',
    also: ['narrative', 'описание', 'նկարագրություն', 'comment', 'comments'],
  },
  {
    id: 'note',
    label: 'Note',
    also: ['notes', 'internal note', 'заметка', 'примечание', 'նշում', 'ծանոթագրություն'],
  },
  { id: 'confidentiality', label: 'Confidentiality', also: ['конфиденциальность', 'գաղտնիություն'] },
];

const positions: readonly TableField[] = [
  {
    id: 'position',
    label: 'Position',
    also: ['coordinates', 'location', 'gps', 'координаты', 'կոորդինատներ', 'mgrs', 'utm'],
  },
  { id: 'latitude', label: 'Latitude', also: ['lat', 'y', 'широта', 'լայնություն'] },
  { id: 'longitude', label: 'Longitude', also: ['lon', 'lng', 'long', 'x', 'долгота', 'երկայնություն'] },
  {
    id: 'shape',
    label: 'Shape (GeoJSON)',
    also: ['geojson', 'geometry', 'shape', 'геометрия', 'երկրաչափություն'],
  },
  { id: 'precision', label: 'Precision (m)', also: ['precision', 'accuracy', 'точность', 'ճշգրտություն'] },
];

export const tableFields = {
  place: [
    ...shared,
    {
      id: 'name',
      label: 'Name',
      also: ['place', 'site', 'monument', 'название', 'наименование', 'անվանում', 'անուն'],
    },
    {
      id: 'name-en',
      label: 'Name (English)',
      also: [
        'name en',
        'english name',
        'название англ',
        'название английский',
        'անգլերեն',
        'անվանում անգլերեն',
      ],
    },
    {
      id: 'name-hy',
      label: 'Name (Armenian)',
      also: ['name hy', 'armenian name', 'название арм', 'название армянский', 'հայերեն', 'անվանում հայերեն'],
    },
    {
      id: 'name-ru',
      label: 'Name (Russian)',
      also: [
        'name ru',
        'russian name',
        'название рус',
        'название русский',
        'русский',
        'ռուսերեն',
        'անվանում ռուսերեն',
      ],
    },
    {
      id: 'name-az',
      label: 'Name (Azerbaijani)',
      also: ['name az', 'azerbaijani name', 'название азербайджанский', 'անվանում ադրբեջաներեն'],
    },
    { id: 'type', label: 'Type', also: ['kind', 'category', 'тип', 'вид', 'տեսակ'] },
    ...positions,
    {
      id: 'period',
      label: 'Period',
      also: ['built', 'date of construction', 'период', 'постройка', 'շրջան', 'կառուցում'],
    },
    {
      id: 'area',
      label: 'Administrative area',
      also: ['area', 'region', 'district', 'район', 'область', 'շրջան վարչական', 'մարզ'],
    },
    { id: 'register', label: 'Register', also: ['реестр', 'ռեեստր'] },
    {
      id: 'register-number',
      label: 'Register number',
      also: ['inventory number', 'номер в реестре', 'ռեեստրի համար'],
    },
  ],
  incident: [
    ...shared,
    { id: 'title', label: 'Title', also: ['incident', 'what', 'заголовок', 'событие', 'վերնագիր', 'դեպք'] },
    { id: 'type', label: 'Type', also: ['kind', 'category', 'тип', 'вид', 'տեսակ'] },
    { id: 'date', label: 'Date', also: ['when', 'дата', 'когда', 'ամսաթիվ', 'երբ'] },
    { id: 'place', label: 'Place', also: ['where', 'место', 'где', 'վայր', 'որտեղ'] },
    { id: 'legal', label: 'Legal references', also: ['legal', 'правовые ссылки', 'իրավական հղումներ'] },
  ],
  /** What people say of items that are in the archive already. */
  item: [
    { id: 'number', label: 'Number', also: ['no', 'item', 'exhibit', 'номер', 'համար'] },
    { id: 'sha256', label: 'SHA-256', also: ['sha256', 'hash', 'checksum', 'хеш'] },
    {
      id: 'file',
      label: 'File name',
      also: [
        'file',
        'filename',
        'original file',
        'original name',
        'имя файла',
        'файл',
        'ֆայլ',
        'ֆայլի անուն',
      ],
    },
    { id: 'title', label: 'Title', also: ['заголовок', 'название', 'վերնագիր', 'անվանում'] },
    { id: 'description', label: 'Description', also: ['caption', 'описание', 'подпись', 'նկարագրություն'] },
    {
      id: 'captured',
      label: 'Captured',
      also: ['date', 'date taken', 'capture date', 'дата', 'дата съемки', 'ամսաթիվ', 'նկարահանվել է'],
    },
    ...positions.filter(({ id }) => id !== 'shape'),
    { id: 'place', label: 'Place', also: ['shows', 'where', 'site', 'место', 'где', 'վայր', 'որտեղ'] },
    { id: 'source', label: 'Source', also: ['received from', 'источник', 'աղբյուր'] },
    { id: 'tags', label: 'Tags', also: ['keywords', 'метки', 'ключевые слова', 'պիտակներ'] },
    { id: 'languages', label: 'Languages', also: ['language', 'язык', 'языки', 'լեզու', 'լեզուներ'] },
    { id: 'rights', label: 'Rights', also: ['copyright', 'licence', 'license', 'права', 'իրավունքներ'] },
    { id: 'confidentiality', label: 'Confidentiality', also: ['конфиденциальность', 'գաղտնիություն'] },
  ],
} as const satisfies Readonly<Record<string, readonly TableField[]>>;

export type TableKind = keyof typeof tableFields;
/** Those whose rows become records; the others describe items. */
export type RecordTableKind = Exclude<TableKind, 'item'>;
export const tableKinds = Object.keys(tableFields) as readonly TableKind[];

export const isTableKind = (kind: string): kind is TableKind => Object.hasOwn(tableFields, kind);
