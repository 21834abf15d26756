/** Words of the printed act. */
import type { Language } from '../companies/framed.ts'
import type { Had, HandedKind, NotBack } from '../shown.ts'

export interface PaperWords {
  locale: string
  title: Record<'leaving' | 'undoing', string>
  number: string
  person: string
  by: string
  at: string
  completed: string
  undone: (by: string, at: string) => string
  notBack: string
  notBackWhat: Record<NotBack | keyof Had, string>
  sessions: string
  heading: { counts: string; heirs: string; things: string; signature: string }
  kinds: Record<HandedKind, string>
  count: (things: number, handed: number) => string
  cards: string
  nobody: string
  sponsor: (name: string) => string
  sponsorNone: string
  more: (n: number) => string
  history: string
  signed: string
  key: string
  publicKey: string
  hash: string
  check: string
  page: (n: number, of: number) => string
  types: Record<string, string>
  one: Record<string, string>
}

const types = {
  en: {
    deal: 'Deals',
    lead: 'Leads',
    contact: 'Contacts',
    company: 'Companies',
    quote: 'Quotes',
    smart_invoice: 'Invoices',
  },
  ru: {
    deal: 'Сделки',
    lead: 'Лиды',
    contact: 'Контакты',
    company: 'Компании',
    quote: 'Предложения',
    smart_invoice: 'Счета',
  },
  uk: {
    deal: 'Угоди',
    lead: 'Ліди',
    contact: 'Контакти',
    company: 'Компанії',
    quote: 'Пропозиції',
    smart_invoice: 'Рахунки',
  },
}

const one = {
  en: {
    deal: 'Deal',
    lead: 'Lead',
    contact: 'Contact',
    company: 'Company',
    quote: 'Quote',
    smart_invoice: 'Invoice',
  },
  ru: {
    deal: 'Сделка',
    lead: 'Лид',
    contact: 'Контакт',
    company: 'Компания',
    quote: 'Предложение',
    smart_invoice: 'Счёт',
  },
  uk: {
    deal: 'Угода',
    lead: 'Лід',
    contact: 'Контакт',
    company: 'Компанія',
    quote: 'Пропозиція',
    smart_invoice: 'Рахунок',
  },
}

export const paperWords: Record<Language, PaperWords> = {
  en: {
    locale: 'en-GB',
    title: { leaving: 'Act of handing over at dismissal', undoing: 'Act of undoing a dismissal' },
    number: 'Number',
    person: 'Employee',
    by: 'Administrator',
    at: 'Begun',
    completed: 'Completed',
    undone: (by, at) => `Undone by ${by}, ${at}`,
    notBack: 'Not back as it was',
    notBackWhat: {
      grant: 'access to the CRM in his name, until he opens a card again',
      installer: 'background work in the CRM, which stays with the administrator',
      answered: 'answers given meanwhile',
      expired: 'invitations expired',
      ended: 'invitations ended or made anew meanwhile',
      gone: 'things that are no more',
    },
    sessions: 'All sessions of the employee are ended; open windows are closed.',
    heading: {
      counts: 'What was done',
      heirs: 'Who takes over',
      things: 'Item by item',
      signature: 'Signature',
    },
    kinds: {
      thread: 'Discussions',
      awaited: 'Answers and decisions waited for',
      task: 'Tasks',
      invite: 'Invitations he answered for',
      pass: 'Invitations to him',
    },
    count: (things, handed) => `${things}, of which taken over: ${handed}`,
    cards: 'Cards',
    nobody: 'nobody',
    sponsor: (name) => `${name} answers for those he had invited.`,
    sponsorNone: 'Invitations he answered for have ended.',
    more: (n) => `And ${n} more: see the signed file.`,
    history: 'What the employee has written stays his.',
    signed:
      'The signed file is attached to this document (act.json). It is the original; this page is its reading for people.',
    key: 'Key',
    publicKey: 'Public key (Ed25519)',
    hash: 'SHA-256 of the statement',
    check: 'To check: npm run act:verify act.json, with the public key from the section “Leaving”.',
    page: (n, of) => `Page ${n} of ${of}`,
    types: types.en,
    one: one.en,
  },
  ru: {
    locale: 'ru-RU',
    title: { leaving: 'Акт передачи дел при увольнении', undoing: 'Акт отмены увольнения' },
    number: 'Номер',
    person: 'Сотрудник',
    by: 'Администратор',
    at: 'Начато',
    completed: 'Завершено',
    undone: (by, at) => `Отменил: ${by}, ${at}`,
    notBack: 'Не вернулось само',
    notBackWhat: {
      grant: 'доступ к CRM от его имени, пока он снова не откроет карточку',
      installer: 'фоновая работа с CRM, она осталась за администратором',
      answered: 'ответы, данные тем временем',
      expired: 'истёкшие приглашения',
      ended: 'приглашения, закрытые или выданные заново',
      gone: 'чего больше нет',
    },
    sessions: 'Все сеансы сотрудника завершены, открытые окна закрыты.',
    heading: {
      counts: 'Что сделано',
      heirs: 'Кому переданы дела',
      things: 'По пунктам',
      signature: 'Подпись',
    },
    kinds: {
      thread: 'Обсуждения',
      awaited: 'Ожидаемые ответы и решения',
      task: 'Задачи',
      invite: 'Приглашения, за которые отвечал',
      pass: 'Приглашения, полученные им',
    },
    count: (things, handed) => `${things}, из них переданы: ${handed}`,
    cards: 'Карточки',
    nobody: 'никому',
    sponsor: (name) => `За приглашённых им отвечает ${name}.`,
    sponsorNone: 'Приглашения, за которые он отвечал, прекращены.',
    more: (n) => `И ещё ${n}: см. подписанный файл.`,
    history: 'Всё, что написал сотрудник, осталось за ним.',
    signed:
      'Подписанный файл приложен к этому документу (act.json). Он и есть подлинник, эта страница — его изложение для людей.',
    key: 'Ключ',
    publicKey: 'Открытый ключ (Ed25519)',
    hash: 'SHA-256 текста',
    check: 'Проверить: npm run act:verify act.json, открытый ключ — в разделе «Увольнение».',
    page: (n, of) => `Страница ${n} из ${of}`,
    types: types.ru,
    one: one.ru,
  },
  uk: {
    locale: 'uk-UA',
    title: { leaving: 'Акт передавання справ при звільненні', undoing: 'Акт скасування звільнення' },
    number: 'Номер',
    person: 'Працівник',
    by: 'Адміністратор',
    at: 'Розпочато',
    completed: 'Завершено',
    undone: (by, at) => `Скасовано: ${by}, ${at}`,
    notBack: 'Не повернулося саме',
    notBackWhat: {
      grant: 'доступ до CRM від його імені, доки він знову не відкриє картку',
      installer: 'фонова робота з CRM, вона залишилася за адміністратором',
      answered: 'відповіді, надані тим часом',
      expired: 'запрошення, що спливли',
      ended: 'запрошення, закриті або видані заново',
      gone: 'чого більше немає',
    },
    sessions: 'Усі сеанси працівника завершено, відкриті вікна закрито.',
    heading: {
      counts: 'Що зроблено',
      heirs: 'Кому передано справи',
      things: 'За пунктами',
      signature: 'Підпис',
    },
    kinds: {
      thread: 'Обговорення',
      awaited: 'Очікувані відповіді й рішення',
      task: 'Завдання',
      invite: 'Запрошення, за які відповідав',
      pass: 'Запрошення, які отримав',
    },
    count: (things, handed) => `${things}, з них передано: ${handed}`,
    cards: 'Картки',
    nobody: 'нікому',
    sponsor: (name) => `За запрошених відповідає ${name}.`,
    sponsorNone: 'Запрошення, за які він відповідав, припинено.',
    more: (n) => `І ще ${n}: див. підписаний файл.`,
    history: 'Усе, що написав працівник, залишилося за ним.',
    signed:
      'Підписаний файл додано до цього документа (act.json). Він і є оригіналом, ця сторінка — його виклад для людей.',
    key: 'Ключ',
    publicKey: 'Відкритий ключ (Ed25519)',
    hash: 'SHA-256 тексту',
    check: 'Перевірити: npm run act:verify act.json, відкритий ключ — у розділі «Звільнення».',
    page: (n, of) => `Сторінка ${n} з ${of}`,
    types: types.uk,
    one: one.uk,
  },
}
