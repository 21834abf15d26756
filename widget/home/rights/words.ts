/** Words of the settings of rights; they come with that section. */
import type { Field, Rights, Standing } from '../../../backend/shown.ts'
import { chosen, type Language } from '../../words/index.ts'

interface RightsWords {
  hint: string
  matrix: string
  right: string
  field: string
  rights: Record<Exclude<keyof Rights, 'standing' | 'documents'> | 'read', string>
  yes: string
  no: string
  hidden: string
  hiddenHint: string
  fields: Partial<Record<Field, string>>
  people: string
  find: string
  nobody: string
  standing: string
  asItComes: (standing: string) => string
  reach: string
  all: string
  own: string
  documents: string
  opens: string
  seesOnly: string
  ofPerson: (what: string, name: string) => string
  standings: Record<Standing, string>
  about: Record<Standing, string>
  changedMeanwhile: string
  adminStays: string
}

const words: Record<Language, RightsWords> = {
  en: {
    hint: 'The CRM decides who sees a record. Here is what each may do in its chat.',
    matrix: 'Roles and rights',
    right: 'Right',
    field: 'Field',
    rights: {
      read: 'Read what the CRM shows',
      write: 'Write',
      invite: 'Invite colleagues',
      inviteGuests: 'Invite guests by link',
      supervise: 'Read private discussions, with a reason',
    },
    yes: 'yes',
    no: 'no',
    hidden: 'Not shown beside the chat',
    hiddenHint:
      'What is ticked is hidden from that role: in the panel, and in what happened in the discussion.',
    fields: {
      amount: 'Amount',
      bought: 'Bought before',
      paid: 'Paid',
      margin: 'Margin',
      invoices: 'Invoices',
      products: 'Products',
      tasks: 'Tasks',
    },
    people: 'People',
    find: 'Find a colleague',
    nobody: 'Nobody found',
    standing: 'Role',
    asItComes: (standing) => (standing ? `As it comes: ${standing}` : 'As it comes'),
    reach: 'Records',
    all: 'All the CRM shows',
    own: 'Only his own',
    documents: 'Files',
    opens: 'Opens',
    seesOnly: 'Sees, cannot open',
    ofPerson: (what, name) => `${what}: ${name}`,
    standings: {
      administrator: 'Administrator',
      head: 'Head',
      manager: 'Manager',
      specialist: 'Specialist',
      observer: 'Observer',
      compliance: 'Compliance',
    },
    about: {
      administrator: 'Administrator of the CRM; also takes back any invitation.',
      head: 'Leads sales; also takes back any invitation.',
      manager: 'Everybody else.',
      specialist: 'Customs, logistics and others: no guests.',
      observer: 'Quality control: reads, never writes, counted nowhere.',
      compliance: 'Reads private discussions for an hour; those in them see who and why.',
    },
    changedMeanwhile: 'Somebody else has changed this meanwhile. Here is how it stands now.',
    adminStays: 'An administrator of the CRM stays one here.',
  },
  ru: {
    hint: 'Кто видит карточку, решает CRM. Здесь — что каждый может в её чате.',
    matrix: 'Роли и права',
    right: 'Право',
    field: 'Поле',
    rights: {
      read: 'Читать то, что показывает CRM',
      write: 'Писать',
      invite: 'Звать коллег',
      inviteGuests: 'Звать гостей по ссылке',
      supervise: 'Читать закрытые обсуждения, указав причину',
    },
    yes: 'да',
    no: 'нет',
    hidden: 'Что не показывать рядом с чатом',
    hiddenHint: 'Отмеченное скрыто от этой роли: и в панели, и в событиях обсуждения.',
    fields: {
      amount: 'Сумма',
      bought: 'Покупал раньше',
      paid: 'Оплачено',
      margin: 'Маржа',
      invoices: 'Счета',
      products: 'Товары',
      tasks: 'Задачи',
    },
    people: 'Сотрудники',
    find: 'Найти коллегу',
    nobody: 'Никого не нашлось',
    standing: 'Роль',
    asItComes: (standing) => (standing ? `Как есть: ${standing}` : 'Как есть'),
    reach: 'Карточки',
    all: 'Все, что показывает CRM',
    own: 'Только свои',
    documents: 'Файлы',
    opens: 'Открывает',
    seesOnly: 'Видит, не открывает',
    ofPerson: (what, name) => `${what}: ${name}`,
    standings: {
      administrator: 'Администратор',
      head: 'Руководитель',
      manager: 'Менеджер',
      specialist: 'Специалист',
      observer: 'Наблюдатель',
      compliance: 'Контроль',
    },
    about: {
      administrator: 'Администратор CRM; отзывает любые приглашения.',
      head: 'Ведёт продажи; отзывает любые приглашения.',
      manager: 'Все остальные.',
      specialist: 'Таможня, логистика и другие: гостей не зовёт.',
      observer: 'Контроль качества: читает, не пишет, нигде не учитывается.',
      compliance: 'Читает закрытые обсуждения по часу; участники видят, кто и почему.',
    },
    changedMeanwhile: 'Кто-то изменил это раньше вас. Показано то, что действует сейчас.',
    adminStays: 'Администратор CRM остаётся администратором и здесь.',
  },
  uk: {
    hint: 'Хто бачить картку, вирішує CRM. Тут — що кожен може в її чаті.',
    matrix: 'Ролі та права',
    right: 'Право',
    field: 'Поле',
    rights: {
      read: 'Читати те, що показує CRM',
      write: 'Писати',
      invite: 'Кликати колег',
      inviteGuests: 'Кликати гостей за посиланням',
      supervise: 'Читати закриті обговорення, вказавши причину',
    },
    yes: 'так',
    no: 'ні',
    hidden: 'Що не показувати поруч із чатом',
    hiddenHint: 'Позначене приховано від цієї ролі: і в панелі, і в подіях обговорення.',
    fields: {
      amount: 'Сума',
      bought: 'Купував раніше',
      paid: 'Сплачено',
      margin: 'Маржа',
      invoices: 'Рахунки',
      products: 'Товари',
      tasks: 'Завдання',
    },
    people: 'Співробітники',
    find: 'Знайти колегу',
    nobody: 'Нікого не знайдено',
    standing: 'Роль',
    asItComes: (standing) => (standing ? `Як є: ${standing}` : 'Як є'),
    reach: 'Картки',
    all: 'Усі, що показує CRM',
    own: 'Лише свої',
    documents: 'Файли',
    opens: 'Відкриває',
    seesOnly: 'Бачить, не відкриває',
    ofPerson: (what, name) => `${what}: ${name}`,
    standings: {
      administrator: 'Адміністратор',
      head: 'Керівник',
      manager: 'Менеджер',
      specialist: 'Спеціаліст',
      observer: 'Спостерігач',
      compliance: 'Контроль',
    },
    about: {
      administrator: 'Адміністратор CRM; відкликає будь-які запрошення.',
      head: 'Веде продажі; відкликає будь-які запрошення.',
      manager: 'Усі інші.',
      specialist: 'Митниця, логістика та інші: гостей не кличе.',
      observer: 'Контроль якості: читає, не пише, ніде не враховується.',
      compliance: 'Читає закриті обговорення по годині; учасники бачать, хто й чому.',
    },
    changedMeanwhile: 'Хтось змінив це раніше за вас. Показано те, що діє зараз.',
    adminStays: 'Адміністратор CRM залишається адміністратором і тут.',
  },
}

export function rightsWords(): RightsWords {
  return words[chosen.language]
}
