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
} as const satisfies Readonly<Record<string, readonly (readonly [string, string, string])[]>>;
