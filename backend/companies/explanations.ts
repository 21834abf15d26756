/** What somebody reads in the frame when there is no card to show. */
import type { CrmRefusal } from '../../crm-adapters/port.ts'
import { framedHeaders, htmlPage, type Language, languageOf, type Page } from './framed.ts'

export type Explained = CrmRefusal | 'not_admin' | 'outside' | 'installed' | 'hasty'

export interface Explanation extends Page {
  status: 200 | 400 | 401 | 402 | 403 | 404 | 429 | 502 | 503
}

export interface ExplainOptions {
  locale: string
  publicUrl: string
  /** The verified portal that may show it. */
  portal?: string | undefined
  /** Path of a script of ours to run. */
  script?: string | undefined
  /** It stands in a window of its own, which is closed by itself where there is nothing to read, else by hand. */
  closing?: 'itself' | 'by hand'
}

export function explain(what: Explained, options: ExplainOptions): Explanation {
  return explainedBy(explanations[what], options)
}

/** Words that stand on a page of their own. */
export type Said = Record<Language, [title: string, text: string]> & Pick<Explanation, 'status'>

export function explainedBy(said: Said, options: ExplainOptions): Explanation {
  const { locale, publicUrl, portal, script, closing } = options
  const language = languageOf(locale)
  const { status, [language]: words } = said
  const run = script ? `<script type="module" src="${script}"></script>` : ''
  return {
    status,
    headers: framedHeaders({
      ...{ publicUrl, portal, style },
      ...(closing && { ownWindow: true, ...(closing === 'itself' && { script: CLOSE }) }),
    }),
    html: htmlPage({
      language,
      locale,
      head: `<style>${style}</style>${run}${closing === 'itself' ? `<script>${CLOSE}</script>` : ''}`,
      // The words are ours and run their own way, whichever way the host's page does.
      body: `<main><h1 dir="auto">${words[0]}</h1><p dir="auto">${words[1]}</p></main>`,
    }),
  }
}

const style =
  'body{margin:0;font:15px/1.5 system-ui,sans-serif;color:#333a44;background:#fff}main{max-width:34em;margin:12vh auto;padding:0 24px}h1{font-size:20px}'

const CLOSE = 'close()'

export const explanations: Record<Explained, Said> = {
  denied: {
    status: 403,
    ru: ['Нет доступа', 'У вас нет прав на эту карточку в CRM. Попросите ответственного открыть доступ.'],
    uk: ['Немає доступу', 'У вас немає прав на цю картку в CRM. Попросіть відповідального відкрити доступ.'],
    en: [
      'No access',
      'You may not see this card in the CRM. Ask the person responsible for it to let you in.',
    ],
  },
  restricted: {
    status: 403,
    ru: ['Нет доступа', 'Администратор портала открыл чат не для всех. Попросите его добавить вас.'],
    uk: ['Немає доступу', 'Адміністратор порталу відкрив чат не для всіх. Попросіть його додати вас.'],
    en: ['No access', 'An administrator of your portal lets only some people use the chat. Ask to be added.'],
  },
  guest: {
    status: 403,
    ru: ['Для сотрудников', 'Портал не показывает карточки CRM гостям. Попросите пригласить вас в беседу.'],
    uk: ['Для співробітників', 'Портал не показує картки CRM гостям. Попросіть запросити вас до розмови.'],
    en: ['For colleagues', 'The portal shows no CRM cards to guests. Ask to be invited to a conversation.'],
  },
  dismissed: {
    status: 403,
    ru: ['Нет доступа', 'На портале вы больше не числитесь среди сотрудников.'],
    uk: ['Немає доступу', 'На порталі вас більше немає серед співробітників.'],
    en: ['No access', 'The portal no longer lists you among its people.'],
  },
  missing: {
    status: 404,
    ru: ['Карточка не найдена', 'Похоже, эту карточку удалили из CRM.'],
    uk: ['Картку не знайдено', 'Схоже, цю картку видалили з CRM.'],
    en: ['Card not found', 'This card seems to have been deleted from the CRM.'],
  },
  expired: {
    status: 401,
    ru: ['Страница устарела', 'Обновите страницу CRM и откройте вкладку ещё раз.'],
    uk: ['Сторінка застаріла', 'Оновіть сторінку CRM і відкрийте вкладку ще раз.'],
    en: ['This page is out of date', 'Reload the CRM page and open the tab again.'],
  },
  revoked: {
    status: 401,
    ru: ['Вход не подтверждён', 'Обновите страницу CRM и откройте вкладку ещё раз.'],
    uk: ['Вхід не підтверджено', 'Оновіть сторінку CRM і відкрийте вкладку ще раз.'],
    en: ['Not signed in', 'Reload the CRM page and open the tab again.'],
  },
  forged: {
    status: 403,
    ru: [
      'Запрос отклонён',
      'Он не подтверждён вашим порталом. Обновите страницу CRM и откройте вкладку ещё раз.',
    ],
    uk: [
      'Запит відхилено',
      'Його не підтвердив ваш портал. Оновіть сторінку CRM і відкрийте вкладку ще раз.',
    ],
    en: ['Request refused', 'Your portal does not confirm it. Reload the CRM page and open the tab again.'],
  },
  malformed: {
    status: 400,
    ru: ['Запрос не понят', 'Обновите страницу CRM и откройте вкладку ещё раз.'],
    uk: ['Запит не зрозумілий', 'Оновіть сторінку CRM і відкрийте вкладку ще раз.'],
    en: ['Request not understood', 'Reload the CRM page and open the tab again.'],
  },
  elsewhere: {
    status: 200,
    ru: ['Чат живёт в карточке', 'Откройте сделку, лид, контакт или компанию и выберите вкладку «Чат».'],
    uk: ['Чат живе в картці', 'Відкрийте угоду, лід, контакт або компанію та виберіть вкладку «Чат».'],
    en: ['The chat lives in the card', 'Open a deal, lead, contact or company and choose its “Chat” tab.'],
  },
  not_installed: {
    status: 403,
    ru: ['Приложение не установлено', 'Попросите администратора портала установить его заново.'],
    uk: ['Застосунок не встановлено', 'Попросіть адміністратора порталу встановити його знову.'],
    en: ['Not installed', 'Ask an administrator of your portal to install the application again.'],
  },
  not_granted: {
    status: 403,
    ru: [
      'Не хватает прав',
      'Попросите администратора портала установить приложение заново и подтвердить права.',
    ],
    uk: ['Бракує прав', 'Попросіть адміністратора порталу встановити застосунок знову й підтвердити права.'],
    en: [
      'A right is missing',
      'Ask an administrator to install the application again and confirm its rights.',
    ],
  },
  unsupported: {
    status: 502,
    ru: ['Портал этого не умеет', 'Похоже, он давно не обновлялся. Сообщите администратору портала.'],
    uk: ['Портал цього не вміє', 'Схоже, його давно не оновлювали. Повідомте адміністратора порталу.'],
    en: ['The portal cannot do this', 'It seems not to have been updated for long. Tell its administrator.'],
  },
  unpaid: {
    status: 402,
    ru: [
      'Закончилась подписка',
      'Портал больше не пускает приложение. Попросите администратора продлить тариф.',
    ],
    uk: [
      'Підписка закінчилася',
      'Портал більше не пускає застосунок. Попросіть адміністратора продовжити тариф.',
    ],
    en: [
      'The subscription has run out',
      'The portal no longer lets us in. Ask an administrator to renew its plan.',
    ],
  },
  limited: {
    status: 503,
    ru: ['Портал перегружен', 'Он просит не спешить. Откройте вкладку ещё раз через минуту.'],
    uk: ['Портал перевантажений', 'Він просить не поспішати. Відкрийте вкладку ще раз за хвилину.'],
    en: ['The portal is busy', 'It asks us to slow down. Open the tab again in a minute.'],
  },
  blocked: {
    status: 503,
    ru: ['Портал остановил приложение', 'Попросите администратора узнать причину в поддержке Битрикс24.'],
    uk: ['Портал зупинив застосунок', 'Попросіть адміністратора дізнатися причину в підтримці Бітрікс24.'],
    en: ['The portal has stopped us', 'Ask an administrator to find out why from Bitrix24 support.'],
  },
  moved: {
    status: 503,
    ru: ['Портал переехал', 'Мы проверяем его новый адрес. Откройте вкладку ещё раз через минуту.'],
    uk: ['Портал переїхав', 'Ми перевіряємо його нову адресу. Відкрийте вкладку ще раз за хвилину.'],
    en: ['The portal has moved', 'We are checking its new address. Open the tab again in a minute.'],
  },
  unreachable: {
    status: 503,
    ru: ['Портал не отвечает', 'Проверить доступ не удалось. Откройте вкладку ещё раз через минуту.'],
    uk: ['Портал не відповідає', 'Перевірити доступ не вдалося. Відкрийте вкладку ще раз за хвилину.'],
    en: ['The portal does not answer', 'Your access could not be checked. Open the tab again in a minute.'],
  },
  broken: {
    status: 502,
    ru: ['Непонятный ответ портала', 'Откройте вкладку ещё раз, а если не поможет, сообщите администратору.'],
    uk: [
      'Незрозуміла відповідь порталу',
      'Відкрийте вкладку ще раз, а якщо не допоможе, повідомте адміністратора.',
    ],
    en: [
      'The portal gave an unknown answer',
      'Open the tab again; if that does not help, tell your administrator.',
    ],
  },
  not_admin: {
    status: 403,
    ru: ['Нужен администратор', 'Установить чат может только администратор портала. Обратитесь к нему.'],
    uk: ['Потрібен адміністратор', 'Встановити чат може лише адміністратор порталу. Зверніться до нього.'],
    en: [
      'An administrator is needed',
      'Only an administrator of the portal can install the chat. Please ask one.',
    ],
  },
  hasty: {
    status: 429,
    ru: ['Слишком часто', 'С этого адреса приходит много неподтверждённых запросов. Подождите минуту.'],
    uk: ['Занадто часто', 'З цієї адреси надходить багато непідтверджених запитів. Зачекайте хвилину.'],
    en: ['Too often', 'Many requests from this address could not be confirmed. Wait a minute.'],
  },
  outside: {
    status: 200,
    ru: ['Это страница для CRM', 'Откройте её внутри портала: она показывается во вкладке карточки.'],
    uk: ['Це сторінка для CRM', 'Відкрийте її всередині порталу: вона показується у вкладці картки.'],
    en: ['A page for the CRM', 'Open it inside your portal, where it is shown in a tab of the card.'],
  },
  installed: {
    status: 200,
    ru: ['Чат установлен', 'Он появился во вкладке «Чат» карточек CRM. Обновите открытые карточки.'],
    uk: ['Чат встановлено', 'Він з’явився у вкладці «Чат» карток CRM. Оновіть відкриті картки.'],
    en: ['The chat is installed', 'Find it in the “Chat” tab of CRM cards. Reload those that are open.'],
  },
}
