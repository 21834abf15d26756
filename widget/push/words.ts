export type Said = [title: string, text: string]

export interface PushWords {
  ask: Said
  asking: Said
  done: Said
  lost: Said
  denied: Said
  cannot: Said
  failed: Said
  allow: string
  again: string
  close: string
}

const en: PushWords = {
  ask: [
    'Notifications in this browser',
    'It will show who is waiting for you and in which deal, also when the CRM is closed. Texts of messages are never shown.',
  ],
  asking: ['One moment', 'The browser is getting ready.'],
  done: ['Done', 'This browser will ring. The window can be closed.'],
  lost: ['The settings are closed', 'Open the notifications in the CRM and begin there once more.'],
  denied: [
    'The browser does not allow it',
    'Allow notifications for this address in the browser’s settings, beside the address, and begin once more.',
  ],
  cannot: [
    'This browser cannot do it',
    'Try another one, or add this page to the home screen of your phone.',
  ],
  failed: ['That did not work', 'The browser did not reach its notification service.'],
  allow: 'Allow',
  again: 'Try again',
  close: 'Close the window',
}

const ru: PushWords = {
  ask: [
    'Уведомления в этом браузере',
    'Он покажет, кто и в какой сделке вас ждёт, даже когда CRM закрыта. Тексты сообщений не показываются.',
  ],
  asking: ['Минуту', 'Браузер готовится.'],
  done: ['Готово', 'Уведомления включены. Окно можно закрыть.'],
  lost: ['Настройки закрыты', 'Откройте уведомления в CRM и начните оттуда ещё раз.'],
  denied: [
    'Браузер запрещает уведомления',
    'Разрешите их для этого адреса в настройках браузера, рядом с адресной строкой, и начните ещё раз.',
  ],
  cannot: ['Этот браузер так не умеет', 'Попробуйте другой или добавьте страницу на главный экран телефона.'],
  failed: ['Не получилось', 'Браузер не связался со своей службой уведомлений.'],
  allow: 'Разрешить',
  again: 'Ещё раз',
  close: 'Закрыть окно',
}

const uk: PushWords = {
  ask: [
    'Сповіщення в цьому браузері',
    'Він покаже, хто і в якій угоді на вас чекає, навіть коли CRM закрита. Тексти повідомлень не показуються.',
  ],
  asking: ['Хвилинку', 'Браузер готується.'],
  done: ['Готово', 'Сповіщення увімкнено. Вікно можна закрити.'],
  lost: ['Налаштування закрито', 'Відкрийте сповіщення в CRM і почніть звідти ще раз.'],
  denied: [
    'Браузер забороняє сповіщення',
    'Дозвольте їх для цієї адреси в налаштуваннях браузера, поруч з адресним рядком, і почніть ще раз.',
  ],
  cannot: ['Цей браузер так не вміє', 'Спробуйте інший або додайте сторінку на головний екран телефона.'],
  failed: ['Не вийшло', 'Браузер не зв’язався зі своєю службою сповіщень.'],
  allow: 'Дозволити',
  again: 'Ще раз',
  close: 'Закрити вікно',
}

export function pushWords(language: string): PushWords {
  return { en, ru, uk }[language] ?? en
}
