import { platforms, type Platform } from './platforms.ts';

/** README.txt of a portable folder, in three languages. */
export function readMe(platform: Platform, version: string): string {
  const start = { win32: 'Stele.cmd', linux: 'Stele.desktop / stele.sh', darwin: 'Stele.command' }[
    platforms[platform].os
  ];
  const needsNode = platforms[platform].node === null;
  const check = {
    win32: 'certutil -hashfile FILE SHA256',
    linux: 'sha256sum -c --quiet SHA256SUMS',
    darwin: 'shasum -a 256 -c SHA256SUMS',
  }[platforms[platform].os];
  return `STELE ${version}, ${platform}

English
-------
Stele is an offline archive for photographs and documents. This folder is the whole
program: nothing is installed, no administrator is needed, no connection is opened.

Start      Open ${start} by double click. Your browser shows Stele; it is served by
           this machine to this machine alone.
Manual     Manual/en.html, and under Manual in Stele itself.
End        Press Quit, or close the page: it ends a minute later.
Archives   "Archives" is where it proposes to keep them; any other folder will do.
           Outside of archives nothing is kept: temporary files are removed at the end.
Check      ${check}
${needsNode ? 'Needs      Node 22.14 or newer on this Mac. This folder was never tried on a Mac.\n' : ''}
Հայերեն
-------
Stele-ն անցանց արխիվ է լուսանկարների և փաստաթղթերի համար։ Այս պանակը ամբողջ ծրագիրն է.
ոչինչ չի տեղադրվում, ադմինիստրատոր պետք չէ, ոչ մի կապ չի բացվում։

Սկսել      Կրկնակի սեղմեք ${start}։ Stele-ն կբացվի Ձեր դիտարկիչում. այն տրամադրում է
           այս համակարգիչը՝ միայն այս համակարգչին։
Ձեռնարկ    Manual/hy.html, նաև Stele-ում՝ «Ձեռնարկ» բաժնում։
Ավարտել    Սեղմեք «Ավարտել» կամ փակեք էջը. մեկ րոպե անց այն կավարտվի։
Արխիվներ   Առաջարկվում է պահել «Archives» պանակում. կարելի է ցանկացած այլ պանակում։
           Արխիվներից դուրս ոչինչ չի մնում. ժամանակավոր ֆայլերը վերջում ջնջվում են։
Ստուգել    ${check}
${needsNode ? 'Պետք է     Node 22.14 կամ ավելի նոր։ Այս պանակը երբեք չի փորձարկվել Mac-ի վրա։\n' : ''}
Русский
-------
Stele — автономный архив фотографий и документов. Эта папка — вся программа: ничего не
устанавливается, права администратора не нужны, соединения не открываются.

Начать     Откройте ${start} двойным щелчком. Stele появится в браузере; его отдаёт
           этот компьютер и только этому компьютеру.
Чтение     Manual/ru.html и раздел «Руководство» в самой Stele.
Закончить  Нажмите «Завершить» или закройте страницу: через минуту программа закончит работу.
Архивы     Предлагается хранить их в «Archives»; годится и любая другая папка.
           Вне архивов ничего не остаётся: временные файлы в конце удаляются.
Проверить  ${check}
${needsNode ? 'Нужно      Node 22.14 или новее. На Mac эта папка ни разу не испытывалась.\n' : ''}
Licences: LICENSE, NOTICE, THIRD-PARTY-NOTICES.txt${needsNode ? '' : ', program/runtime/LICENSE (Node.js)'}
`;
}
