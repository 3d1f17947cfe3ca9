import type { SampleLanguage } from '../../../shared/records/sample.ts';

/** Said in each language in which the records of the sample may be written; names stand in more. */
export type Phrase = Readonly<Record<SampleLanguage, string>>;

/** What is said of places, and how they fared. Every name in it is invented. */
export const placePhrases = {
  island: {
    en: 'An island that never was: a hill, a valley, three villages and a harbour.',
    hy: 'Կղզի, որը երբեք չի եղել. մի բլուր, մի հովիտ, երեք գյուղ և նավահանգիստ։',
    ru: 'Остров, которого никогда не было: холм, долина, три села и гавань.',
  },
  velmar: {
    en: 'A village in the west of the island; the church stands on the slope above it.',
    hy: 'Գյուղ կղզու արևմուտքում. եկեղեցին կանգնած է նրա վերևի լանջին։',
    ru: 'Село на западе острова; церковь стоит на склоне над ним.',
  },
  tuvesh: {
    en: 'A village in the north of the island, around the mosque.',
    hy: 'Գյուղ կղզու հյուսիսում՝ մզկիթի շուրջը։',
    ru: 'Село на севере острова, вокруг мечети.',
  },
  ilmekar: {
    en: 'A village in the south-east; the cemetery lies outside it, by the road.',
    hy: 'Գյուղ հարավ-արևելքում. գերեզմանատունը նրանից դուրս է, ճանապարհի մոտ։',
    ru: 'Село на юго-востоке; кладбище лежит за ним, у дороги.',
  },
  bridge: {
    en: 'One arch over the stream between Velmar and the harbour. No picture of it has been taken in.',
    hy: 'Միակամար կամուրջ՝ Վելմարի և նավահանգստի միջև հոսող առվի վրա։ Նրա պատկերը դեռ չի ընդունվել։',
    ru: 'Одна арка над ручьём между Велмаром и гаванью. Снимка его пока не принято.',
  },
  bell: {
    en: 'Cast with a band of vine leaves; a crack runs up from its lip.',
    hy: 'Ձուլված է խաղողի տերևների գոտիով. եզրից վեր ճաք կա։',
    ru: 'Отлит с пояском из виноградных листьев; от края вверх идёт трещина.',
  },
  bronze: { en: 'bronze', hy: 'բրոնզ', ru: 'бронза' },
  bellHeight: { en: 'about 60 cm high', hy: 'մոտ 60 սմ բարձրությամբ', ru: 'высота около 60 см' },
  register: {
    en: 'Sample register of monuments',
    hy: 'Նմուշի հուշարձանների ցանկ',
    ru: 'Реестр памятников образца',
  },
  office: {
    en: 'Sample heritage office',
    hy: 'Ժառանգության գրասենյակ (նմուշ)',
    ru: 'Управление наследия (образец)',
  },
  protectedAs: { en: 'Protected monument', hy: 'Պահպանվող հուշարձան', ru: 'Охраняемый памятник' },
  villagers: { en: 'those who live there', hy: 'այնտեղ ապրողները', ru: 'те, кто там живёт' },
  drawnPlace: {
    en: 'Sample: where the pictures were drawn',
    hy: 'Նմուշ. որտեղ նկարվել են պատկերները',
    ru: 'Образец: где нарисованы снимки',
  },
  surveyorA: { en: 'Sample surveyor A', hy: 'Գնահատող Ա (նմուշ)', ru: 'Эксперт А (образец)' },
  surveyorB: { en: 'Sample surveyor B', hy: 'Գնահատող Բ (նմուշ)', ru: 'Эксперт Б (образец)' },
  snow: {
    en: 'Seen under snow: roof and drum whole, the ground could not be seen.',
    hy: 'Տեսնվել է ձյան տակ. տանիքն ու թմբուկը ամբողջական են, գետինը չէր երևում։',
    ru: 'Осмотрено под снегом: крыша и барабан целы, земли не было видно.',
  },
  sameWinter: {
    en: 'As in November; snow lies in the hall.',
    hy: 'Ինչպես նոյեմբերին. սրահի ներսում ձյուն է։',
    ru: 'Как в ноябре; в зале лежит снег.',
  },
  rowsStand: {
    en: 'Seven of the nine rows still stand in part: damaged, not destroyed.',
    hy: 'Ինը շարքից յոթը մասամբ դեռ կանգուն են. վնասված է, ոչ թե ավերված։',
    ru: 'Семь из девяти рядов частично стоят: повреждено, а не разрушено.',
  },
  flood: {
    en: 'Told by somebody who lives there: the stream undermines the pier.',
    hy: 'Ըստ այնտեղ ապրողներից մեկի՝ առուն քանդում է հենարանի հիմքը։',
    ru: 'Со слов местного жителя: ручей подмывает опору.',
  },
  sameSpot: { en: 'from the same spot', hy: 'նույն տեղից', ru: 'с того же места' },
} as const satisfies Readonly<Record<string, Phrase>>;

/** What people are called; a name that nobody has. */
export const peoplePhrases = {
  office: placePhrases.office,
  photographer: { en: 'Sample photographer A', hy: 'Լուսանկարիչ Ա (նմուշ)', ru: 'Фотограф А (образец)' },
  // Of who is protected nothing is told that has one of these words in it: none of them is a word, or a name.
  witness: { en: 'Zhorbit', hy: 'Ժորբիթ', ru: 'Жорбит' },
  warden: { en: 'Dinkhap', hy: 'Դինխափ', ru: 'Динхап' },
  parish: { en: 'Sample people of Velmar', hy: 'Վելմարի բնակիչներ (նմուշ)', ru: 'Жители Велмара (образец)' },
  believers: {
    en: 'Sample people of Tuvesh',
    hy: 'Թուվեշի բնակիչներ (նմուշ)',
    ru: 'Жители Тувеша (образец)',
  },
  descendants: {
    en: 'Sample families of Ilmekar',
    hy: 'Իլմեքարի ընտանիքներ (նմուշ)',
    ru: 'Семьи Ильмекара (образец)',
  },
  crew: {
    en: 'Sample crew with a machine',
    hy: 'Բրիգադ՝ մեքենայով (նմուշ)',
    ru: 'Бригада с машиной (образец)',
  },
  shepherd: { en: 'shepherd', hy: 'հովիվ', ru: 'пастух' },
  takesPictures: {
    en: 'takes pictures for a survey',
    hy: 'լուսանկարում է հետազոտության համար',
    ru: 'снимает для обследования',
  },
  guards: { en: 'warden of the cemetery', hy: 'գերեզմանատան պահակ', ru: 'сторож кладбища' },
  pseudonym: {
    en: 'A pseudonym. There is nobody behind it.',
    hy: 'Կեղծանուն է։ Նրա հետևում մարդ չկա։',
    ru: 'Псевдоним. За ним никого нет.',
  },
  nobody: { en: 'There is no such group.', hy: 'Այդպիսի խումբ չկա։', ru: 'Такой группы нет.' },
  noPerson: { en: 'There is no such person.', hy: 'Այդպիսի մարդ չկա։', ru: 'Такого человека нет.' },
  noOffice: { en: 'There is no such office.', hy: 'Այդպիսի գրասենյակ չկա։', ru: 'Такого управления нет.' },
  talk: {
    en: 'Conversation by the well (sample)',
    hy: 'Զրույց ջրհորի մոտ (նմուշ)',
    ru: 'Разговор у колодца (образец)',
  },
  talked: {
    en: 'Said that the drum still stood at the end of August 2022, that a crew with a machine came in September and went on to Ilmekar, and that the warden was sent away there.',
    hy: 'Ասել է, որ 2022 թ. օգոստոսի վերջին թմբուկը դեռ կանգուն էր, որ սեպտեմբերին եկել է մեքենայով բրիգադ և գնացել Իլմեքար, և որ պահակին այնտեղից հեռացրել են։',
    ru: 'Сказал, что в конце августа 2022 года барабан ещё стоял, что в сентябре пришла бригада с машиной и ушла в Ильмекар и что сторожа оттуда прогнали.',
  },
  cards: {
    en: 'Cards of sample photographer A',
    hy: 'Լուսանկարիչ Ա-ի քարտերը (նմուշ)',
    ru: 'Карты фотографа А (образец)',
  },
  gaveCards: {
    en: 'Gave two cards, and agreed to everything in writing.',
    hy: 'Տվել է երկու քարտ և գրավոր համաձայնել ամեն ինչի։',
    ru: 'Передал две карты и письменно согласился на всё.',
  },
  messages: {
    en: 'Messages of an unknown sender (sample)',
    hy: 'Անհայտ ուղարկողի հաղորդագրություններ (նմուշ)',
    ru: 'Сообщения неизвестного отправителя (образец)',
  },
  notAsked: {
    en: 'Sent four pictures, and has not been asked yet what may be done with them.',
    hy: 'Ուղարկել է չորս պատկեր. դեռ չի հարցվել, թե ինչ կարելի է անել դրանց հետ։',
    ru: 'Прислал четыре снимка; ещё не спрошен, что можно с ними делать.',
  },
  orally: { en: 'said so, nothing was signed', hy: 'բանավոր, ոչինչ չի ստորագրվել', ru: 'устно, без подписи' },
} as const satisfies Readonly<Record<string, Phrase>>;
