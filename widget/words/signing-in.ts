/** Words of signing in; loaded only where people sign in by themselves. What is refused, the server words. */
import { chosen, type Language } from './index.ts'

interface SigningInWords {
  waiting: string
  askTitle: string
  askText: string
  inWindow: string
  inWindowText: string
  openAgain: string
  action: string
  again: string
  otherAccount: string
  blocked: string
  unreachableTitle: string
  unreachableText: string
  unsavedTitle: string
  unsavedText: string
}

const all: Record<Language, SigningInWords> = {
  en: {
    waiting: 'Signing you in…',
    askTitle: 'Sign in to open the chat',
    askText: 'Use the work account you use in Dynamics 365.',
    inWindow: 'Go on in the window that has opened',
    inWindowText: 'The chat opens here when you are done. If you have closed the window, open it again.',
    openAgain: 'Open the window again',
    action: 'Sign in',
    again: 'Try again',
    otherAccount: 'Use another account',
    blocked: 'The browser has blocked the window. Allow pop-ups for this site and try again.',
    unreachableTitle: 'No connection',
    unreachableText: 'The chat server does not answer. Check the network and try again.',
    unsavedTitle: 'Save the record first',
    unsavedText: 'The chat opens once the record is saved.',
  },
  ru: {
    waiting: 'Входим…',
    askTitle: 'Войдите, чтобы открыть чат',
    askText: 'Нужна рабочая учётная запись, с которой вы работаете в Dynamics 365.',
    inWindow: 'Продолжите в открывшемся окне',
    inWindowText: 'После входа чат откроется здесь. Если окно закрыто, откройте его снова.',
    openAgain: 'Открыть окно снова',
    action: 'Войти',
    again: 'Повторить',
    otherAccount: 'Другая учётная запись',
    blocked: 'Браузер заблокировал окно. Разрешите всплывающие окна для этого сайта и повторите.',
    unreachableTitle: 'Нет связи',
    unreachableText: 'Сервер чата не отвечает. Проверьте сеть и повторите.',
    unsavedTitle: 'Сначала сохраните запись',
    unsavedText: 'Чат откроется, когда запись будет сохранена.',
  },
  uk: {
    waiting: 'Входимо…',
    askTitle: 'Увійдіть, щоб відкрити чат',
    askText: 'Потрібен робочий обліковий запис, з яким ви працюєте в Dynamics 365.',
    inWindow: 'Продовжте у вікні, що відкрилося',
    inWindowText: 'Після входу чат відкриється тут. Якщо вікно закрито, відкрийте його знову.',
    openAgain: 'Відкрити вікно знову',
    action: 'Увійти',
    again: 'Повторити',
    otherAccount: 'Інший обліковий запис',
    blocked: 'Браузер заблокував вікно. Дозвольте спливні вікна для цього сайту та повторіть.',
    unreachableTitle: 'Немає зв’язку',
    unreachableText: 'Сервер чату не відповідає. Перевірте мережу та повторіть.',
    unsavedTitle: 'Спершу збережіть запис',
    unsavedText: 'Чат відкриється, коли запис буде збережено.',
  },
}

export const signingInWords = () => all[chosen.language]
