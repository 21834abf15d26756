/** What somebody reads who has to sign in by himself: in the window of his own, or where the card would be. */
import type { Explained, Said } from '../companies/explanations.ts'
import { explanations } from '../companies/explanations.ts'
import type { Outcome } from './tickets.ts'

/** How a sign-in stands, or why there is no card yet. */
export type Standing = 'signed_in' | 'late' | 'astray' | 'hasty' | Outcome

export function said(what: Standing): Said {
  return bySigningIn[what] ?? explanations[what as Explained]
}

/** Where signing in makes it something else than what a portal's own page would mean. */
const bySigningIn: Partial<Record<Standing, Said>> = {
  signed_in: {
    status: 200,
    ru: ['Вы вошли', 'Чат открывается в карточке. Это окно можно закрыть.'],
    uk: ['Ви увійшли', 'Чат відкривається в картці. Це вікно можна закрити.'],
    en: ['You are signed in', 'The chat is opening in the card. You may close this window.'],
  },
  consented: {
    status: 200,
    ru: ['Разрешение получено', 'Вернитесь в мастер подключения. Это окно можно закрыть.'],
    uk: ['Дозвіл отримано', 'Поверніться до майстра підключення. Це вікно можна закрити.'],
    en: ['Consent is given', 'Go back to the connection wizard. You may close this window.'],
  },
  ask: {
    status: 401,
    ru: [
      'Войдите, чтобы открыть чат',
      'Нужна рабочая учётная запись, с которой вы работаете в Dynamics 365.',
    ],
    uk: [
      'Увійдіть, щоб відкрити чат',
      'Потрібен робочий обліковий запис, з яким ви працюєте в Dynamics 365.',
    ],
    en: ['Sign in to open the chat', 'Use the work account you use in Dynamics 365.'],
  },
  late: {
    status: 401,
    ru: ['Время входа истекло', 'Закройте это окно и нажмите «Войти» в карточке ещё раз.'],
    uk: ['Час входу минув', 'Закрийте це вікно та натисніть «Увійти» в картці ще раз.'],
    en: ['Signing in took too long', 'Close this window and choose “Sign in” in the card again.'],
  },
  astray: {
    status: 403,
    ru: ['Вход открывается из карточки', 'Закройте это окно и нажмите «Войти» во вкладке «Чат».'],
    uk: ['Вхід відкривається з картки', 'Закрийте це вікно та натисніть «Увійти» у вкладці «Чат».'],
    en: ['Sign in from the card', 'Close this window and choose “Sign in” in the “Chat” tab.'],
  },
  stranger: {
    status: 403,
    ru: [
      'Учётная запись другой организации',
      'Войдите с рабочей учётной записью, с которой вы открыли Dynamics 365.',
    ],
    uk: [
      'Обліковий запис іншої організації',
      'Увійдіть з робочим обліковим записом, з яким ви відкрили Dynamics 365.',
    ],
    en: ['An account of another organization', 'Sign in with the work account you opened Dynamics 365 with.'],
  },
  no_user: {
    status: 403,
    ru: ['Вас нет в этой среде', 'Попросите администратора Dynamics 365 добавить вас в пользователи среды.'],
    uk: [
      'Вас немає в цьому середовищі',
      'Попросіть адміністратора Dynamics 365 додати вас до користувачів середовища.',
    ],
    en: [
      'You are no user here',
      'Ask a Dynamics 365 administrator to add you to the users of this environment.',
    ],
  },
  dismissed: {
    status: 403,
    ru: ['Доступ закрыт', 'Ваша учётная запись отключена. Обратитесь к администратору Dynamics 365.'],
    uk: ['Доступ закрито', 'Ваш обліковий запис вимкнено. Зверніться до адміністратора Dynamics 365.'],
    en: ['Your access is closed', 'Your account is disabled. Ask a Dynamics 365 administrator.'],
  },
  cancelled: {
    status: 403,
    ru: [
      'Вход не завершён',
      'Он отменён, или ваша организация ещё не дала чату разрешения. Повторите или обратитесь к администратору.',
    ],
    uk: [
      'Вхід не завершено',
      'Його скасовано, або ваша організація ще не дала чату дозволу. Повторіть або зверніться до адміністратора.',
    ],
    en: [
      'Not signed in',
      'It was cancelled, or your organization has not consented to the chat yet. Try again, or ask an administrator.',
    ],
  },
  not_granted: {
    status: 403,
    ru: [
      'Нужно разрешение администратора',
      'Попросите администратора подтвердить доступ чата: это делают один раз за всю организацию.',
    ],
    uk: [
      'Потрібен дозвіл адміністратора',
      'Попросіть адміністратора підтвердити доступ чату: це роблять один раз за всю організацію.',
    ],
    en: [
      'An administrator has to consent',
      'Ask one to consent to the chat: it is done once, for the whole organization.',
    ],
  },
  not_installed: {
    status: 403,
    ru: ['Чат не подключён', 'Администратору нужно подключить эту среду в мастере подключения чата.'],
    uk: ['Чат не підключено', 'Адміністратору потрібно підключити це середовище в майстрі підключення чату.'],
    en: [
      'Not connected',
      'An administrator has to connect this environment in the chat’s connection wizard.',
    ],
  },
  forged: {
    status: 403,
    ru: ['Вход не подтверждён', 'Ответ не относится к этому входу. Закройте окно и войдите ещё раз.'],
    uk: ['Вхід не підтверджено', 'Відповідь не стосується цього входу. Закрийте вікно та увійдіть ще раз.'],
    en: ['Not confirmed', 'The answer does not belong to this sign-in. Close the window and sign in again.'],
  },
  unreachable: {
    status: 503,
    ru: ['Служба входа не отвечает', 'Проверить доступ не удалось. Попробуйте ещё раз через минуту.'],
    uk: ['Служба входу не відповідає', 'Перевірити доступ не вдалося. Спробуйте ще раз за хвилину.'],
    en: ['The sign-in service does not answer', 'Your access could not be checked. Try again in a minute.'],
  },
  blocked: {
    status: 503,
    ru: [
      'Среда выключена',
      'Её отключил администратор платформы. Узнайте у него, когда она снова откроется.',
    ],
    uk: [
      'Середовище вимкнено',
      'Його вимкнув адміністратор платформи. Дізнайтеся в нього, коли воно відкриється.',
    ],
    en: [
      'The environment is switched off',
      'A platform administrator has done so. Ask when it will be back.',
    ],
  },
}
