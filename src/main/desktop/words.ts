/** What the system shows for us: menus, the question before quitting, and that its page died. All else is the page's. */
export interface Words {
  readonly file: string;
  readonly openArchive: string;
  readonly lock: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly resetZoom: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly window: string;
  readonly minimize: string;
  readonly close: string;
  readonly busy: string;
  readonly busyDetail: string;
  readonly goOn: string;
  readonly stopAndQuit: string;
  readonly pageGone: string;
  readonly pageGoneDetail: string;
  readonly loadAgain: string;
}

export const menuLanguages = ['en', 'hy', 'ru'] as const;
export type MenuLanguage = (typeof menuLanguages)[number];

const catalogue: Readonly<Record<MenuLanguage, Words>> = {
  en: {
    file: 'File',
    openArchive: 'Open archive…',
    lock: 'Lock',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    window: 'Window',
    minimize: 'Minimize',
    close: 'Close',
    busy: 'Work is under way.',
    busyDetail: 'What was acknowledged is safe. What is still to be done can be taken up again later.',
    goOn: 'Go on working',
    stopAndQuit: 'Stop it and quit',
    pageGone: 'What this window shows has stopped working.',
    pageGoneDetail:
      'The archive is safe: another part of the program keeps it, and what was acknowledged is stored. The window can be loaded again.',
    loadAgain: 'Load again',
  },
  hy: {
    file: 'Ֆայլ',
    openArchive: 'Բացել արխիվ…',
    lock: 'Կողպել',
    quit: 'Ավարտել',
    edit: 'Խմբագրել',
    undo: 'Հետարկել',
    redo: 'Կրկնել',
    cut: 'Կտրել',
    copy: 'Պատճենել',
    paste: 'Տեղադրել',
    selectAll: 'Ընտրել ամբողջը',
    view: 'Տեսք',
    resetZoom: 'Իրական չափ',
    zoomIn: 'Մեծացնել',
    zoomOut: 'Փոքրացնել',
    fullScreen: 'Ամբողջ էկրանով',
    window: 'Պատուհան',
    minimize: 'Ծալել',
    close: 'Փակել',
    busy: 'Աշխատանք է ընթանում։',
    busyDetail: 'Հաստատվածն ապահով է։ Մնացածը հնարավոր կլինի շարունակել հետո։',
    goOn: 'Շարունակել աշխատանքը',
    stopAndQuit: 'Կանգնեցնել և ավարտել',
    pageGone: 'Այս պատուհանի բովանդակությունը դադարել է աշխատել։',
    pageGoneDetail:
      'Արխիվն ապահով է․ այն պահում է ծրագրի մեկ այլ մաս, և հաստատվածը պահպանված է։ Պատուհանը կարելի է կրկին բեռնել։',
    loadAgain: 'Կրկին բեռնել',
  },
  ru: {
    file: 'Файл',
    openArchive: 'Открыть архив…',
    lock: 'Заблокировать',
    quit: 'Завершить',
    edit: 'Правка',
    undo: 'Отменить',
    redo: 'Повторить',
    cut: 'Вырезать',
    copy: 'Копировать',
    paste: 'Вставить',
    selectAll: 'Выделить всё',
    view: 'Вид',
    resetZoom: 'Обычный размер',
    zoomIn: 'Крупнее',
    zoomOut: 'Мельче',
    fullScreen: 'На весь экран',
    window: 'Окно',
    minimize: 'Свернуть',
    close: 'Закрыть',
    busy: 'Идёт работа.',
    busyDetail: 'Подтверждённое в безопасности. Остальное можно будет продолжить позже.',
    goOn: 'Продолжить работу',
    stopAndQuit: 'Остановить и завершить',
    pageGone: 'Содержимое этого окна перестало работать.',
    pageGoneDetail:
      'Архив в безопасности: его хранит другая часть программы, и подтверждённое сохранено. Окно можно загрузить снова.',
    loadAgain: 'Загрузить снова',
  },
};

export const wordsIn = (language: MenuLanguage): Words => catalogue[language];

/** The first of the person's languages (BCP 47 tags) that there is. */
export function menuLanguage(preferred: readonly string[]): MenuLanguage {
  const wanted = preferred.map((tag) => tag.split('-')[0]);
  return wanted.flatMap((id) => menuLanguages.find((known) => known === id) ?? [])[0] ?? 'en';
}
