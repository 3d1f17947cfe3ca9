/** What a term is called in English, Armenian and Russian. */
export type Row = readonly [string, string, string];

/**
 * The words of the field that no native jurist has read yet, singly: what stands in English, and what the Armenian and Russian
 * texts say for it. Whoever reads them can name the one that is wrong.
 */
export const draftTerms = {
  custody: [
    ['chain of custody', 'պահպանման շղթա', 'цепочка хранения'],
    ['custody log', 'պահպանման մատյան', 'журнал хранения'],
    ['accession', 'ընդունում', 'поступление'],
    ['checkpoint', 'ստուգակետ', 'контрольная точка'],
    ['original', 'բնօրինակ', 'оригинал'],
  ],
  evidence: [
    ['Evidence (the section)', 'Նյութեր', 'Материалы'],
    ['exhibit (annex)', 'հավելված', 'приложение'],
    ['claim (statement)', 'պնդում', 'утверждение'],
  ],
  verification: [
    ['matches', 'համընկնում է', 'совпадает'],
    ['does not match', 'չի համընկնում', 'не совпадает'],
    ['not checked', 'չի ստուգվել', 'не проверялось'],
    ['valid (a signature)', 'վավեր է', 'действительна'],
    ['not valid (a signature)', 'վավեր չէ', 'недействительна'],
  ],
  disposition: [
    ['withdrawn', 'հանված', 'изъят'],
    ['in quarantine', 'մեկուսացված', 'в карантине'],
    ['legal hold', 'պահման պահանջ', 'запрет на уничтожение'],
    ['destroyed', 'ոչնչացված', 'уничтожен'],
    ['sealed', 'կնքված', 'запечатан'],
  ],
  records: [
    ['incident', 'դեպք', 'инцидент'],
    ['act', 'արարք', 'деяние'],
    ['assessment (of a condition)', 'վիճակի գնահատում', 'оценка состояния'],
    ['baseline', 'ելակետային վիճակ', 'исходное состояние'],
    ['agreed (by reviewers)', 'համաձայնեցված', 'согласовано'],
    ['contested', 'վիճարկվող', 'оспаривается'],
    ['alleged', 'ենթադրյալ', 'предполагается'],
    ['source', 'աղբյուր', 'источник'],
    ['consent', 'համաձայնություն', 'согласие'],
    ['withdrawn (consent)', 'հետ է վերցված', 'отозвано'],
    ['letter of recall', 'հետկանչի նամակ', 'письмо об отзыве'],
    ['to erase (a person)', 'ջնջել', 'стереть'],
    ['dossier', 'գործ', 'досье'],
    ['legal reference', 'իրավական հղում', 'правовая ссылка'],
    ['risk factor', 'ռիսկի գործոն', 'фактор риска'],
  ],
} as const satisfies Readonly<Record<string, readonly Row[]>>;
