/** What failures name in English words (`kind`), in the languages of the window. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hy: {
    passphrase: 'գաղտնաբառը',
    'recovery words': 'վերականգնման բառերը',
    'office key': 'գրասենյակի բանալին',
    item: 'նյութ',
    accession: 'մուտք',
    backup: 'պահուստային պատճեն',
    record: 'գրառում',
    link: 'կապ',
    finding: 'բացահայտում',
    package: 'փաթեթ',
    file: 'ֆայլ',
  },
  ru: {
    passphrase: 'парольная фраза',
    'recovery words': 'слова восстановления',
    'office key': 'ключ офиса',
    item: 'материал',
    accession: 'поступление',
    backup: 'резервная копия',
    record: 'запись',
    link: 'связь',
    finding: 'находка',
    package: 'пакет',
    file: 'файл',
  },
};

export const kindIn = (language: string, kind: string): string => words[language]?.[kind] ?? kind;
