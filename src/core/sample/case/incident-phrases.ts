import type { Phrase } from './phrases.ts';

/** What happened on the island that never was. `[1]`, `[2]` … stand for the numbers of the items that show it. */
export const incidentPhrases = {
  bell: {
    en: 'The bell of Velmar church is missing',
    hy: 'Վելմարի եկեղեցու զանգը բացակայում է',
    ru: 'Пропал колокол церкви в Велмаре',
  },
  bellTold: {
    en: 'The bell hung in the drum when the church was surveyed in 2018. It was not among what lay in the nave in 2022. No picture shows who took it, or when.',
    hy: 'Զանգը կախված էր թմբուկում, երբ եկեղեցին հետազոտվեց 2018 թվականին։ 2022 թվականին այն չկար փլվածքի մեջ։ Ոչ մի պատկեր ցույց չի տալիս՝ ով և երբ է այն տարել։',
    ru: 'Колокол висел в барабане, когда церковь обследовали в 2018 году. В 2022 году среди обрушенного его не было. Ни один снимок не показывает, кто и когда его забрал.',
  },
  bellTaken: {
    en: 'The bell is no longer there',
    hy: 'Զանգն այլևս տեղում չէ',
    ru: 'Колокола больше нет на месте',
  },
  drum: {
    en: 'The drum of Velmar church falls',
    hy: 'Վելմարի եկեղեցու թմբուկի փլվելը',
    ru: 'Обрушение барабана церкви в Велмаре',
  },
  drumTold: {
    en: 'In January 2019 drum and pointed roof stood. [1] On 25 September 2022 both lay in the nave, and the south-east corner was broken down. [2] There was soot above the openings. [3] Nobody is known to have seen it happen.',
    hy: '2019 թ. հունվարին թմբուկն ու սրածայր տանիքը կանգուն էին։ [1] 2022 թ. սեպտեմբերի 25-ին երկուսն էլ փլված էին ներս, իսկ հարավ-արևելյան անկյունը՝ քանդված։ [2] Բացվածքների վերևում մուր կար։ [3] Հայտնի չէ, որ որևէ մեկը տեսած լինի այդ պահը։',
    ru: 'В январе 2019 года барабан и шатёр стояли. [1] 25 сентября 2022 года оба лежали внутри, а юго-восточный угол был разрушен. [2] Над проёмами была копоть. [3] Очевидцы неизвестны.',
  },
  drumFell: {
    en: 'Drum and pointed roof came down into the nave',
    hy: 'Թմբուկն ու սրածայր տանիքը փլվել են ներս',
    ru: 'Барабан и шатёр обрушились внутрь',
  },
  notKnown: { en: 'not known', hy: 'հայտնի չէ', ru: 'неизвестно' },
  oneSaysSo: {
    en: 'Said by one witness alone; nothing in the pictures points to it.',
    hy: 'Ասում է միայն մեկ վկա. պատկերներում դա մատնանշող ոչինչ չկա։',
    ru: 'Говорит один свидетель; на снимках ничто на это не указывает.',
  },
  graves: {
    en: 'Gravestones of Ilmekar are moved',
    hy: 'Իլմեքարի տապանաքարերի տեղաշարժումը',
    ru: 'Перемещение надгробий в Ильмекаре',
  },
  gravesTold: {
    en: 'On 2 October 2022 a lane had been cleared through rows 4 and 5. [1] Gravestones lay overturned and broken at both ends of it. [2] Half of the vault of the tomb house had fallen. [3]',
    hy: '2022 թ. հոկտեմբերի 2-ին 4-րդ և 5-րդ շարքերի միջով շերտ էր մաքրված։ [1] Շերտի երկու ծայրերին տապանաքարեր էին՝ շրջված և կոտրված։ [2] Դամբարանի թաղի կեսը փլված էր։ [3]',
    ru: '2 октября 2022 года через ряды 4 и 5 была расчищена полоса. [1] У обоих её концов лежали надгробия, опрокинутые и разбитые. [2] Половина свода гробницы обрушилась. [3]',
  },
  gravesPushed: {
    en: 'About forty gravestones were pushed to the ends of a lane',
    hy: 'Մոտ քառասուն տապանաքար հրվել է շերտի ծայրերը',
    ru: 'Около сорока надгробий сдвинуты к концам полосы',
  },
  machine: { en: 'a heavy machine', hy: 'ծանր մեքենա', ru: 'тяжёлая техника' },
  spoke: {
    en: 'One witness says that this person was sent away.',
    hy: 'Մեկ վկա ասում է, որ նրան հեռացրել են։',
    ru: 'Один свидетель говорит, что его прогнали.',
  },
  minaret: {
    en: 'The minaret of Tuvesh mosque falls',
    hy: 'Թուվեշի մզկիթի մինարեթի ընկնելը',
    ru: 'Падение минарета мечети в Тувеше',
  },
  minaretTold: {
    en: 'On 5 November 2022 the minaret lay to the south-east of the hall. [1] The dome was broken open. [2] In January 2023 two bays of the porch were gone. [3]',
    hy: '2022 թ. նոյեմբերի 5-ին մինարեթն ընկած էր սրահից հարավ-արևելք։ [1] Գմբեթը ճեղքված էր։ [2] 2023 թ. հունվարին մուտքի սրահի երկու մասը չկար։ [3]',
    ru: '5 ноября 2022 года минарет лежал к юго-востоку от зала. [1] Купол был проломлен. [2] В январе 2023 года двух частей галереи не было. [3]',
  },
  minaretFell: {
    en: 'The minaret came down to the south-east',
    hy: 'Մինարեթն ընկել է դեպի հարավ-արևելք',
    ru: 'Минарет упал на юго-восток',
  },
} as const satisfies Readonly<Record<string, Phrase>>;

/** Statements, and what reviewers say of them. Each begins with the word: a statement goes out without its note. */
export const claimPhrases = {
  fire: {
    en: 'Sample: the drum fell after a fire inside the church.',
    hy: 'Նմուշ. թմբուկը փլվել է եկեղեցու ներսի հրդեհից հետո։',
    ru: 'Образец: барабан обрушился после пожара внутри церкви.',
  },
  sootLater: {
    en: 'The stones of the drum have no soot on them: the fire may have come later.',
    hy: 'Թմբուկի քարերի վրա մուր չկա. հրդեհը կարող էր հետո լինել։',
    ru: 'На камнях барабана копоти нет: пожар мог быть позже.',
  },
  soot: { en: 'soot above the openings', hy: 'մուր բացվածքների վերևում', ru: 'копоть над проёмами' },
  cleanStones: { en: 'no soot on what fell', hy: 'փլվածքի վրա մուր չկա', ru: 'на обрушенном копоти нет' },
  august: {
    en: 'Sample: the drum still stood at the end of August 2022.',
    hy: 'Նմուշ. 2022 թ. օգոստոսի վերջին թմբուկը դեռ կանգուն էր։',
    ru: 'Образец: в конце августа 2022 года барабан ещё стоял.',
  },
  tracks: {
    en: 'Sample: the lane in Ilmekar was cleared by a heavy machine.',
    hy: 'Նմուշ. Իլմեքարի շերտը մաքրվել է ծանր մեքենայով։',
    ru: 'Образец: полоса в Ильмекаре расчищена тяжёлой техникой.',
  },
  felled: {
    en: 'Sample: the minaret was brought down, and did not fall of itself.',
    hy: 'Նմուշ. մինարեթը տապալել են, այն ինքնիրեն չի ընկել։',
    ru: 'Образец: минарет повалили, он не упал сам.',
  },
  sold: {
    en: 'Sample: the bell was sold.',
    hy: 'Նմուշ. զանգը վաճառվել է։',
    ru: 'Образец: колокол продан.',
  },
  inventory: {
    en: 'Sample. A table of seven parts of three sites, each with its state in 2018 and in 2022.',
    hy: 'Նմուշ։ Երեք վայրի յոթ մասի աղյուսակ. յուրաքանչյուրի վիճակը 2018-ին և 2022-ին։',
    ru: 'Образец. Таблица семи частей трёх мест с состоянием каждой в 2018 и 2022 годах.',
  },
  series: {
    en: 'Velmar church, before and after (sample)',
    hy: 'Վելմարի եկեղեցին՝ առաջ և հետո (նմուշ)',
    ru: 'Церковь в Велмаре до и после (образец)',
  },
} as const satisfies Readonly<Record<string, Phrase>>;
