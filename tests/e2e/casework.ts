import { createRecord } from '../../src/core/records/edit-record.ts';
import { addLinks } from '../../src/core/records/links.ts';
import { uuidText } from '../../src/core/cryptography/random.ts';
import { openArchive } from '../../src/core/archive/open.ts';
import { positions } from '../../src/core/sample/photographs.ts';
import { siteNames } from '../../src/core/sample/words.ts';
import type { RecordKind } from '../../src/shared/catalogue/kinds.ts';
import type { Clock } from '../../src/core/archive/archive.ts';
import type { PlaceAnswer } from '../../src/shared/records/replica.ts';

export type CaseLanguage = 'en' | 'hy' | 'ru';

/** Ids of what is looked at in pictures. */
export interface Casework {
  readonly church: string;
  readonly shelling: string;
  readonly clearing: string;
  readonly claim: string;
  readonly unit: string;
  readonly witness: string;
  readonly source: string;
}

const words = {
  en: {
    period: 'Stands on the slope above the village; the inscription over the door names the year.',
    baseline: 'Whole: drum and pointed roof stand, the west door is in use.',
    register: 'Register of monuments of the district',
    seen: 'The drum has fallen into the nave; soot above the openings.',
    shelling: 'The shelling of the church in Velmar',
    told: 'Two shells struck the drum in the morning. Nobody was inside.',
    struck: 'The drum was struck by two shells',
    artillery: 'artillery',
    clearing: 'The clearing of gravestones in Ilmekar',
    cleared: 'A lane was cleared through the rows with a heavy machine.',
    removed: 'Forty gravestones were pushed aside',
    machine: 'a bulldozer',
    rumour: 'The removal of the bell',
    claim: 'The church was the only building in the valley that was struck.',
    dissent: 'The bridge below may have been meant.',
    unit: 'Unit at the bridge',
    witness: 'Witness by the well',
    source: 'Conversation by the well',
    surveyor: 'Surveyor A',
    other: 'Surveyor B',
    bell: 'Bell of the church in Velmar',
    bronze: 'bronze',
    trade: 'shepherd',
    keeper: 'Keeper of the school',
  },
  hy: {
    period: 'Կանգնած է գյուղի վերևի լանջին. դռան վերևի արձանագրությունը նշում է տարին։',
    baseline: 'Ամբողջական է. թմբուկն ու սրածայր տանիքը կանգուն են, արևմտյան դուռը՝ գործածվող։',
    register: 'Շրջանի հուշարձանների ցանկ',
    seen: 'Թմբուկը փլվել է ներս, բացվածքների վերևում մուր է։',
    shelling: 'Վելմարի եկեղեցու հրետակոծումը',
    told: 'Առավոտյան երկու արկ է հարվածել թմբուկին։ Ներսում ոչ ոք չի եղել։',
    struck: 'Թմբուկին հարվածել է երկու արկ',
    artillery: 'հրետանի',
    clearing: 'Տապանաքարերի հեռացումը Իլմեքարում',
    cleared: 'Ծանր մեքենայով շարքերի միջով շերտ է մաքրվել։',
    removed: 'Քառասուն տապանաքար հրվել է մի կողմ',
    machine: 'բուլդոզեր',
    rumour: 'Զանգի տեղափոխումը',
    claim: 'Եկեղեցին հովտի միակ շինությունն էր, որին հարվածել են։',
    dissent: 'Գուցե նկատի է ունեցվել ներքևի կամուրջը։',
    unit: 'Կամրջի մոտի ստորաբաժանում',
    witness: 'Ջրհորի մոտի վկա',
    source: 'Զրույց ջրհորի մոտ',
    surveyor: 'Գնահատող Ա',
    other: 'Գնահատող Բ',
    bell: 'Վելմարի եկեղեցու զանգը',
    bronze: 'բրոնզ',
    trade: 'հովիվ',
    keeper: 'Դպրոցի պահակ',
  },
  ru: {
    period: 'Стоит на склоне над селом; надпись над дверью называет год.',
    baseline: 'Цела: барабан и шатёр стоят, западная дверь в употреблении.',
    register: 'Реестр памятников района',
    seen: 'Барабан обрушен внутрь, над проёмами копоть.',
    shelling: 'Обстрел церкви в Велмаре',
    told: 'Утром в барабан попали два снаряда. Внутри никого не было.',
    struck: 'В барабан попали два снаряда',
    artillery: 'артиллерия',
    clearing: 'Снос надгробий в Ильмекаре',
    cleared: 'Тяжёлой техникой через ряды расчищена полоса.',
    removed: 'Сорок надгробий сдвинуты в сторону',
    machine: 'бульдозер',
    rumour: 'Вывоз колокола',
    claim: 'Церковь была единственным строением долины, в которое попали.',
    dissent: 'Целью мог быть мост внизу.',
    unit: 'Подразделение у моста',
    witness: 'Свидетель у колодца',
    source: 'Разговор у колодца',
    surveyor: 'Эксперт А',
    other: 'Эксперт Б',
    bell: 'Колокол церкви в Велмаре',
    bronze: 'бронза',
    trade: 'пастух',
    keeper: 'Сторож школы',
  },
} as const;

const court = 'court-or-un-body-that-passes-it-to-the-state-concerned';

/** A case in a sample archive that is not open: places, incidents, people, and what the pictures show of them. */
export function enterCase(path: string, language: CaseLanguage, clock: Clock, as?: PlaceAnswer): Casework {
  const archive = openArchive(path, { access: 'write', clock, ...(as && { as }) });
  try {
    const say = words[language];
    const items = (pattern: string): readonly string[] =>
      archive.catalogue
        .prepare<[string], Buffer>('SELECT uid FROM item WHERE title LIKE ? ORDER BY id')
        .pluck()
        .all(pattern)
        .map(uuidText);
    const make = (kind: RecordKind, content: object): string =>
      uuidText(createRecord(archive, kind, content).uid);
    const named = (site: keyof typeof siteNames) =>
      (['en', 'hy', 'ru', 'az'] as const).map((one) => ({
        text: siteNames[site][one],
        language: one === 'az' ? 'az-Latn' : one,
        kind: one === 'en' ? 'transliteration' : one === 'hy' ? 'in-local-use' : 'official',
      }));
    const at = (site: keyof typeof positions, metres: number) => ({
      shape: { type: 'Point', coordinates: positions[site].toReversed() },
      precision: metres,
    });
    const [before, after] = [
      items('Velmar church%before'),
      [...items('Velmar church%after the harm'), ...items('Церковь в Велмаре%после%')],
    ];
    const graves = [...items('Ilmekar%after the harm'), ...items('Еврейское кладбище%после%')];

    const church = make('place', {
      names: named('church'),
      types: ['church', 'building-of-historic-or-artistic-interest'],
      geometry: at('church', 20),
      period: '1283~',
      description: say.period,
      baseline: { date: '2019-06', what: say.baseline, items: before.slice(0, 2) },
      registers: [{ register: say.register, number: '4.17' }],
      confidentiality: 'public',
    });
    make('place', { names: [{ text: 'Velmar kilsesi', language: 'az-Latn' }], geometry: at('church', 500) });
    const mosque = make('place', { names: named('mosque'), types: ['mosque'], geometry: at('mosque', 50) });
    const cemetery = make('place', {
      names: named('cemetery'),
      types: ['cemetery'],
      geometry: at('cemetery', 50),
      confidentiality: 'public',
    });
    make('object', { names: [{ text: say.bell, language }], materials: say.bronze, place: church });
    const assess = (of: string, date: string, more: object): string =>
      make('assessment', { of, date, methods: ['visit-to-the-place', 'photographs'], confidentiality: 'public', ...more }); // prettier-ignore
    const agreed = [
      { reviewer: say.surveyor, agrees: true },
      { reviewer: say.other, agrees: true },
    ];
    const contested = [
      { reviewer: say.surveyor, agrees: true },
      { reviewer: say.other, agrees: false, note: say.dissent },
    ];
    assess(church, '2019-06-14', { status: 'no-change-observed', condition: 'good', reviews: agreed });
    assess(church, '2021-04~', {
      status: 'damaged',
      condition: 'poor',
      severity: 'moderate',
      extent: '11-30',
    });
    assess(church, '2023-01-20', {
      status: 'destroyed',
      condition: 'very-bad',
      severity: 'severe',
      extent: '61-90',
      disturbances: [{ category: 'military-armed-conflict', cause: 'explosion-heavy-weaponry', certainty: 'high' }],
      effects: [{ effect: 'collapse-structural-damage', certainty: 'definite' }],
      pairs: before.slice(0, 2).map((one, index) => ({ before: one, ...(after[index] && { after: after[index] }) })),
      reviews: agreed,
      description: say.seen,
    }); // prettier-ignore
    assess(cemetery, '2023-01', { status: 'damaged', reviews: contested });
    assess(mosque, '2022-05', { status: 'threatened' });

    const unit = make('actor', { names: [{ text: say.unit, language }], type: 'unit' });
    const witness = make('actor', {
      names: [{ text: say.witness, language }],
      type: 'person',
      isPseudonymous: true,
      functions: [{ what: say.trade, period: '2010/..' }],
      confidentiality: 'restricted',
    });
    make('actor', { names: [{ text: say.keeper, language }], type: 'person' });
    const source = make('source', {
      title: say.source,
      actor: witness,
      connection: 'witness',
      reliability: 'likely-reliable',
      sourceReliability: 'b',
      date: '2023-01-22',
      languages: ['hy'],
      wishesAnonymity: true,
      reviewOn: '2023-02-01',
      consents: [
        { purpose: 'to-gather-and-keep', isGiven: true, date: '2023-01-22' },
        { purpose: 'to-use', isGiven: true, date: '2023-01-22' },
        { purpose: 'to-share', recipient: court, isGiven: true, date: '2023-01-22' },
        { purpose: 'to-share', recipient: 'public', isGiven: false, date: '2023-01-22' },
        { purpose: 'to-share', recipient: 'partner-organisation', isGiven: true, date: '2023-01-22', withdrawnOn: '2023-02-03' },
      ],
      confidentiality: 'restricted',
    }); // prettier-ignore
    const shelling = make('incident', {
      title: say.shelling,
      types: ['destruction-of-heritage'],
      date: '2022-10-05',
      dateType: 'exact',
      places: [church],
      narrative: say.told,
      acts: [
        {
          what: say.struck,
          date: '2022-10-05',
          means: say.artillery,
          involvements: [{ actor: unit, role: 'alleged-perpetrator', degree: 'carried-out' }],
        },
      ],
      status: 'likely',
      legal: ['rome-statute-8-2-b-ix', 'hague-convention-1954-art-4'],
      riskFactors: ['risk-1', 'risk-9'],
      confidentiality: 'public',
    });
    const clearing = make('incident', {
      title: say.clearing,
      types: ['desecration-of-graves'],
      date: '2022-11~',
      places: [cemetery],
      narrative: say.cleared,
      acts: [{ what: say.removed, means: say.machine }],
      legal: ['rome-statute-8-2-b-ix'],
      riskFactors: ['risk-9'],
      confidentiality: 'public',
    });
    make('incident', { title: say.rumour, types: ['removal-or-looting-of-objects'], date: '2022', places: [church] }); // prettier-ignore
    const claim = make('claim', {
      statement: say.claim,
      about: [shelling],
      certainty: 'medium',
      reviews: contested,
      confidentiality: 'public',
    });
    const link = (type: string, from: readonly string[], to: string) =>
      from.map((one) => ({ type, from: one, to }));
    addLinks(archive, [
      ...link('shows', [...before, ...after].slice(0, 12), church),
      ...link('shows', graves.slice(0, 6), cemetery),
      ...link('documents', after.slice(0, 4), shelling),
      ...link('documents', graves.slice(0, 4), clearing),
      ...link('supports', after.slice(0, 2), claim),
      ...link('contradicts', graves.slice(0, 1), claim),
      ...link('told', [source], shelling),
      { type: 'precedes', from: shelling, to: clearing },
    ]);
    return { church, shelling, clearing, claim, unit, witness, source };
  } finally {
    archive.close();
  }
}
