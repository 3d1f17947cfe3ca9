import type { Site } from './drawing/scene.ts';

/** The spellings that a researcher meets in one archive. The places are invented. */
export type Language = 'en' | 'hy' | 'ru' | 'az';
type Words = Readonly<Record<Language, string>>;

export const languageTags: Readonly<Record<Language, string>> = {
  en: 'en',
  hy: 'hy',
  ru: 'ru',
  az: 'az-Latn',
};

export const siteNames: Readonly<Record<Site, Words>> = {
  church: { en: 'Velmar church', hy: 'Վելմարի եկեղեցի', ru: 'Церковь в Велмаре', az: 'Velmər kilsəsi' },
  mosque: { en: 'Tuvesh mosque', hy: 'Թուվեշի մզկիթ', ru: 'Мечеть в Тувеше', az: 'Tüveş məscidi' },
  cemetery: {
    en: 'Ilmekar Jewish cemetery',
    hy: 'Իլմեքարի հրեական գերեզմանատուն',
    ru: 'Еврейское кладбище в Ильмекаре',
    az: 'İlməkər yəhudi qəbiristanlığı',
  },
};

export const views = {
  southWest: { en: 'from the south-west', hy: 'հարավ-արևմուտքից', ru: 'с юго-запада', az: 'cənub-qərbdən' },
  southEast: { en: 'from the south-east', hy: 'հարավ-արևելքից', ru: 'с юго-востока', az: 'cənub-şərqdən' },
  northEast: {
    en: 'from the north-east',
    hy: 'հյուսիս-արևելքից',
    ru: 'с северо-востока',
    az: 'şimal-şərqdən',
  },
  northWest: {
    en: 'from the north-west',
    hy: 'հյուսիս-արևմուտքից',
    ru: 'с северо-запада',
    az: 'şimal-qərbdən',
  },
  south: { en: 'south side', hy: 'հարավային կողմ', ru: 'южная сторона', az: 'cənub tərəfi' },
  west: { en: 'west front', hy: 'արևմտյան ճակատ', ru: 'западный фасад', az: 'qərb fasadı' },
  upper: { en: 'the upper parts', hy: 'վերին մասերը', ru: 'верхние части', az: 'yuxarı hissələr' },
  afar: {
    en: 'in the valley, from afar',
    hy: 'հովտում, հեռվից',
    ru: 'в долине, издали',
    az: 'vadidə, uzaqdan',
  },
  carved: { en: 'carved stone', hy: 'քանդակազարդ քար', ru: 'резной камень', az: 'oyma daş' },
  door: { en: 'the door', hy: 'դուռը', ru: 'дверь', az: 'qapı' },
  rubble: { en: 'what fell', hy: 'փլվածքը', ru: 'обрушение', az: 'uçqun' },
  porch: { en: 'the porch', hy: 'սրահը', ru: 'галерея', az: 'eyvan' },
  rows: { en: 'rows of stones', hy: 'տապանաքարերի շարքերը', ru: 'ряды надгробий', az: 'başdaşı sıraları' },
  house: { en: 'the tomb house', hy: 'դամբարանը', ru: 'гробница', az: 'türbə' },
  lane: { en: 'the cleared lane', hy: 'մաքրված շերտը', ru: 'расчищенная полоса', az: 'təmizlənmiş zolaq' },
  stone: {
    en: 'gravestones, near',
    hy: 'տապանաքարեր, մոտիկից',
    ru: 'надгробия вблизи',
    az: 'başdaşıları, yaxından',
  },
  clock: {
    en: 'display of the receiver, for the clock check',
    hy: 'ընդունիչի էկրանը՝ ժամացույցի ստուգման համար',
    ru: 'экран приёмника, для проверки часов',
    az: 'qəbuledicinin ekranı, saatın yoxlanması üçün',
  },
} as const satisfies Readonly<Record<string, Words>>;
export type ViewName = keyof typeof views;

export const states = {
  before: { en: 'before', hy: 'մինչ վնասվելը', ru: 'до повреждения', az: 'zədələnmədən əvvəl' },
  after: { en: 'after the harm', hy: 'վնասվելուց հետո', ru: 'после повреждения', az: 'zədələnmədən sonra' },
} as const satisfies Readonly<Record<string, Words>>;

/** Stands in the description of every item. */
export const disclaimer: Words = {
  en: 'SAMPLE. Drawn by the program; place, date and event are invented. It is evidence of nothing.',
  hy: 'ՆՄՈՒՇ։ Նկարել է ծրագիրը. վայրը, ամսաթիվը և դեպքը հորինված են։ Ոչինչ չի ապացուցում։',
  ru: 'ОБРАЗЕЦ. Нарисовано программой; место, дата и событие вымышлены. Ничего не доказывает.',
  az: 'NÜMUNƏ. Proqram tərəfindən çəkilib; yer, tarix və hadisə uydurmadır. Heç nəyi sübut etmir.',
};

export const materialsSeen: Readonly<Record<Site, Readonly<Record<'before' | 'after', Words>>>> = {
  church: {
    before: {
      en: 'A domed church of reddish stone; drum and pointed roof whole.',
      hy: 'Կարմրավուն քարից գմբեթավոր եկեղեցի. թմբուկն ու սրածայր տանիքը ամբողջական են։',
      ru: 'Купольная церковь из красноватого камня; барабан и шатёр целы.',
      az: 'Qırmızımtıl daşdan günbəzli kilsə; baraban və çadır örtük bütövdür.',
    },
    after: {
      en: 'Drum fallen into the nave, south-east corner broken down, soot above the openings.',
      hy: 'Թմբուկը փլվել է ներս, հարավ-արևելյան անկյունը քանդված է, բացվածքների վերևում մուր է։',
      ru: 'Барабан обрушен внутрь, юго-восточный угол разрушен, над проёмами копоть.',
      az: 'Baraban içəri çöküb, cənub-şərq küncü dağılıb, açırımların üstündə his var.',
    },
  },
  mosque: {
    before: {
      en: 'A prayer hall under a leaded dome, with a porch of three bays and a minaret.',
      hy: 'Կապարապատ գմբեթով աղոթասրահ, եռամաս սրահ և մինարեթ։',
      ru: 'Молельный зал под свинцовым куполом, трёхчастная галерея и минарет.',
      az: 'Qurğuşun günbəz altında ibadət zalı, üç gözlü eyvan və minarə.',
    },
    after: {
      en: 'Minaret lying to the south-east, dome broken open, two bays of the porch gone.',
      hy: 'Մինարեթն ընկած է դեպի հարավ-արևելք, գմբեթը ճեղքված է, սրահի երկու մասը չկա։',
      ru: 'Минарет лежит к юго-востоку, купол проломлен, двух частей галереи нет.',
      az: 'Minarə cənub-şərqə yıxılıb, günbəz deşilib, eyvanın iki gözü yoxdur.',
    },
  },
  cemetery: {
    before: {
      en: 'Upright gravestones in nine rows around a vaulted tomb house, within a low wall.',
      hy: 'Ինը շարք կանգուն տապանաքարեր՝ կամարակապ դամբարանի շուրջը, ցածր պարսպի մեջ։',
      ru: 'Девять рядов стоящих надгробий вокруг сводчатой гробницы, за низкой оградой.',
      az: 'Alçaq hasar içində tağlı türbənin ətrafında doqquz sıra dik başdaşı.',
    },
    after: {
      en: 'Stones overturned and broken; a lane cleared through the rows, the stones at its ends.',
      hy: 'Քարերը շրջված և կոտրված են. շարքերի միջով շերտ է մաքրված, քարերը նրա ծայրերին են։',
      ru: 'Камни опрокинуты и разбиты; через ряды расчищена полоса, камни лежат у её концов.',
      az: 'Daşlar aşırılıb və qırılıb; cərgələrin arasından zolaq açılıb, daşlar onun uclarındadır.',
    },
  },
};

export const siteTags: Readonly<Record<Site, Words>> = {
  church: { en: 'church', hy: 'եկեղեցի', ru: 'церковь', az: 'kilsə' },
  mosque: { en: 'mosque', hy: 'մզկիթ', ru: 'мечеть', az: 'məscid' },
  cemetery: { en: 'cemetery', hy: 'գերեզմանատուն', ru: 'кладбище', az: 'qəbiristanlıq' },
};
