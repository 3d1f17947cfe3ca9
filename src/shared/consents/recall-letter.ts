export const letterLanguages = ['en', 'hy', 'ru'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

export interface Recalled {
  readonly kind: 'package' | 'report';
  /** UUID. */
  readonly id: string;
  /** Hex: of a package's tag manifest, of a report's file. */
  readonly sha256: string;
  /** Days, `YYYY-MM-DD`. */
  readonly handedOver: string;
  readonly today: string;
  /** Labels, or null where nobody said. */
  readonly recipient: string | null;
  readonly purpose: string | null;
  readonly exhibits: readonly string[];
}

/** The draft of a letter that recalls exhibits of a package or report. What stands in square brackets is for whoever sends it to fill. */
export function recallLetter(language: LetterLanguage, recalled: Recalled): string {
  // Lines are as long as whoever reads it has room for.
  return letters[language](recalled)
    .replace(/(?<!\n)\n(?=[^\s\d[])/g, ' ')
    .replace(/\n {3}(?! )/g, ' ');
}

const letters: Readonly<Record<LetterLanguage, (recalled: Recalled) => string>> = {
  en: (of) => `${of.today}

To: ${of.recipient ?? '[class of recipient]'}
[name and address of the recipient]

Withdrawal of consent: ${of.kind} ${of.id}

On ${of.handedOver} we gave you the ${of.kind === 'package' ? 'evidence package' : 'report'} ${of.id}${of.purpose === null ? '' : ` (${of.purpose})`}. A source of
material in it has withdrawn consent to its being passed on. This concerns these exhibits:

    ${of.exhibits.join(', ')}

We ask you

1. to use these exhibits no more, and to pass them on to nobody;
2. to delete them and every copy, extract and translation made of them, or to return them to us;
3. to tell whoever has them from you of this, and to name these recipients to us;
4. to confirm to us in writing by [date] what was done; where the law or an order keeps you from deleting them, to say which,
   and to keep them locked until then.

The ${of.kind} is identified by the SHA-256 of its ${of.kind === 'package' ? 'tag manifest' : 'file'}:
    ${of.sha256}

The other exhibits of the ${of.kind} are not concerned.

[name, role, organisation, signature]
`,
  hy: (of) => `${of.today}

Ում՝ ${of.recipient ?? '[ստացողի դասը]'}
[ստացողի անունը և հասցեն]

Համաձայնության հետկանչ. ${of.kind === 'package' ? 'փաթեթ' : 'զեկույց'} ${of.id}

${of.handedOver}-ին մենք ձեզ հանձնել ենք ${of.id} ${of.kind === 'package' ? 'ապացույցների փաթեթը' : 'զեկույցը'}${of.purpose === null ? '' : ` (${of.purpose})`}։ Դրանում
եղած նյութի աղբյուրը հետ է վերցրել այն փոխանցելու իր համաձայնությունը։ Դա վերաբերում է հետևյալ հավելվածներին՝

    ${of.exhibits.join(', ')}

Խնդրում ենք

1. այլևս չօգտագործել այս հավելվածները և ոչ ոքի չփոխանցել դրանք.
2. ջնջել դրանք և դրանցից արված բոլոր պատճենները, քաղվածքներն ու թարգմանությունները կամ վերադարձնել մեզ.
3. այս մասին տեղյակ պահել բոլորին, ովքեր դրանք ստացել են ձեզանից, և մեզ հայտնել այդ ստացողներին.
4. մինչև [ամսաթիվ] գրավոր հաստատել, թե ինչ է արվել. եթե օրենքը կամ որոշումը թույլ չի տալիս ջնջել, նշել, թե որը, և մինչ
   այդ պահել դրանք փակ։

${of.kind === 'package' ? 'Փաթեթը ճանաչվում է իր նշագրերի ցանկի' : 'Զեկույցը ճանաչվում է իր ֆայլի'} SHA-256-ով՝
    ${of.sha256}

${of.kind === 'package' ? 'Փաթեթի' : 'Զեկույցի'} մյուս հավելվածներին սա չի վերաբերում։

[անուն, պաշտոն, կազմակերպություն, ստորագրություն]
`,
  ru: (of) => `${of.today}

Кому: ${of.recipient ?? '[класс получателя]'}
[имя и адрес получателя]

Отзыв согласия: ${of.kind === 'package' ? 'пакет' : 'отчёт'} ${of.id}

${of.handedOver} мы передали вам ${of.kind === 'package' ? 'пакет доказательств' : 'отчёт'} ${of.id}${of.purpose === null ? '' : ` (${of.purpose})`}. Источник
содержащегося в нём материала отозвал согласие на его передачу. Это касается следующих приложений:

    ${of.exhibits.join(', ')}

Просим вас

1. больше не использовать эти приложения и никому их не передавать;
2. удалить их и все сделанные с них копии, выдержки и переводы либо вернуть их нам;
3. сообщить об этом всем, кто получил их от вас, и назвать нам этих получателей;
4. до [дата] письменно подтвердить, что было сделано; если закон или решение не позволяет их удалить, указать какое и до
   тех пор хранить их под замком.

${of.kind === 'package' ? 'Пакет опознаётся по SHA-256 списка его служебных файлов' : 'Отчёт опознаётся по SHA-256 его файла'}:
    ${of.sha256}

Остальных приложений ${of.kind === 'package' ? 'пакета' : 'отчёта'} это не касается.

[имя, должность, организация, подпись]
`,
};
