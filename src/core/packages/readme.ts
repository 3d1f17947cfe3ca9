/**
 * README.txt of a package: how to check it with what the reader's system already has. The two sentences of design §1.2
 * stand in every language. Translations are drafts until a native jurist has read them (domain §7).
 */

const commands = `  Linux:
    sha256sum -c tagmanifest-sha256.txt
    sha256sum -c manifest-sha256.txt

  macOS:
    shasum -a 256 -c tagmanifest-sha256.txt
    shasum -a 256 -c manifest-sha256.txt

  Windows (PowerShell):
    foreach ($list in 'tagmanifest-sha256.txt','manifest-sha256.txt') {
      Get-Content $list -Encoding UTF8 | ForEach-Object {
        $hash, $file = $_ -split '  ', 2
        if (-not (Test-Path -LiteralPath $file)) { "$file : MISSING" }
        elseif ((Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash -ne $hash) { "$file : FAILED" }
        else { "$file : OK" }
      }
    }

    Get-FileHash tagmanifest-sha256.txt -Algorithm SHA256
`;

const english = `ENGLISH

What this is
  Copies of stored files (data/exhibits), what is recorded about each (data/metadata, and the table
  data/catalogue.csv), and the part of the archive's custody log that concerns them (data/custody).
  It is a BagIt 1.0 bag (RFC 8493).

How to check it
  Open a terminal in this folder (if this came as a zip, unpack it first) and run the commands for your
  system at the end of this file. Every line must end in OK. SHA-512 lists lie beside the SHA-256 lists.
  Files in data that are not in manifest-sha256.txt are not part of the package.
  Then compare the SHA-256 of tagmanifest-sha256.txt with the one that you were given another way, by
  telephone or on paper: it stands for the whole package.

What the check proves, and what it does not
  "Verified" means: these bytes are unchanged since the first independent anchor (a stamp, a receipt, a
  witness), with its date; before that there is only this archive's own statement.
  It never means that a picture shows what is described.

The table
  In data/catalogue.csv, a text that a spreadsheet would take for a formula has an apostrophe (') before it.
  The true text stands in data/metadata.
`;

const armenian = `ՀԱՅԵՐԵՆ

Ինչ է սա
  Պահված ֆայլերի պատճեններ (data/exhibits), յուրաքանչյուրի մասին գրանցվածը (data/metadata և
  data/catalogue.csv աղյուսակը) և արխիվի պահպանման մատյանի այն մասը, որը վերաբերում է դրանց
  (data/custody): Սա BagIt 1.0 փաթեթ է (RFC 8493):

Ինչպես ստուգել
  Բացեք տերմինալ այս պանակում (եթե սա zip է, նախ բացեք այն) և կատարեք ձեր համակարգի համար նախատեսված
  հրամանները, որոնք գրված են այս ֆայլի վերջում: Յուրաքանչյուր տող պետք է ավարտվի OK-ով:
  data պանակի այն ֆայլերը, որոնք չկան manifest-sha256.txt-ում, փաթեթի մաս չեն:
  Ապա համեմատեք tagmanifest-sha256.txt ֆայլի SHA-256-ը նրա հետ, որը ստացել եք այլ ճանապարհով՝
  հեռախոսով կամ թղթով. այն ներկայացնում է ամբողջ փաթեթը:

Ինչ է ապացուցում ստուգումը, և ինչ չի ապացուցում
  «Համընկնում է» նշանակում է. այս բայթերն անփոփոխ են առաջին անկախ հաստատումից ի վեր (դրոշմ, ստացական,
  վկա)՝ դրա ամսաթվով. դրանից առաջ կա միայն այս արխիվի սեփական հայտարարությունը:
  Դա երբեք չի նշանակում, որ նկարը ցույց է տալիս այն, ինչ նկարագրված է:

Աղյուսակը
  data/catalogue.csv-ում այն տեքստից առաջ, որը աղյուսակային ծրագիրը կընդուներ որպես բանաձև, դրված է
  ապաթարց ('): Ճշգրիտ տեքստը data/metadata-ում է:
`;

const russian = `РУССКИЙ

Что это
  Копии сохранённых файлов (data/exhibits), записи о каждом из них (data/metadata и таблица
  data/catalogue.csv) и та часть журнала хранения архива, которая к ним относится (data/custody).
  Это пакет BagIt 1.0 (RFC 8493).

Как проверить
  Откройте терминал в этой папке (если это zip, сначала распакуйте его) и выполните команды для вашей
  системы, приведённые в конце файла. Каждая строка должна кончаться на OK.
  Файлы в папке data, которых нет в manifest-sha256.txt, в пакет не входят.
  Затем сравните SHA-256 файла tagmanifest-sha256.txt с тем, который вы получили другим путём, по телефону
  или на бумаге: он отвечает за весь пакет.

Что проверка доказывает и чего не доказывает
  «Совпадает» означает: эти байты не изменились со времени первого независимого подтверждения (штампа,
  расписки, свидетеля), с его датой; до того есть только собственное заявление этого архива.
  Это никогда не означает, что на снимке изображено то, что описано.

Таблица
  В data/catalogue.csv перед текстом, который табличная программа приняла бы за формулу, стоит апостроф (').
  Точный текст находится в data/metadata.
`;

const heading = 'EVIDENCE PACKAGE · ՆՅՈՒԹԵՐԻ ՓԱԹԵԹ · ПАКЕТ МАТЕРИАЛОВ\n';

export const readmeText = [
  heading,
  english,
  armenian,
  russian,
  `COMMANDS · ՀՐԱՄԱՆՆԵՐ · КОМАНДЫ\n\n${commands}`,
].join('\n');
