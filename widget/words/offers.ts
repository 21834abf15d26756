/** Words of the offers over a card; they come with them, for few are ever made one. */
import type { Language } from './index.ts'

interface OfferWords {
  here: (title: string) => string
  goOnHere: string
  elsewhere: string
  number: string
  goOnThere: string
  notFound: string
}

export const offers: Record<Language, OfferWords> = {
  en: {
    here: (title) =>
      `The record “${title}” was deleted from the CRM. If it was merged with this one, its discussions can go on here: everyone who sees this card will see them.`,
    goOnHere: 'Continue here',
    elsewhere:
      'The record was deleted from the CRM. If it was merged with another, its discussions can go on there.',
    number: 'Number or link',
    goOnThere: 'Continue there',
    notFound: 'No such record is shown to you',
  },
  ru: {
    here: (title) =>
      `Записи «${title}» больше нет в CRM. Если её объединили с этой, обсуждения можно продолжить здесь: их увидят все, кому открыта эта карточка.`,
    goOnHere: 'Продолжить здесь',
    elsewhere: 'Запись удалили из CRM. Если её объединили с другой, обсуждения можно продолжить там.',
    number: 'Номер или ссылка',
    goOnThere: 'Продолжить там',
    notFound: 'Такой записи нет, или она вам не открыта',
  },
  uk: {
    here: (title) =>
      `Запису «${title}» більше немає в CRM. Якщо його об’єднали з цим, обговорення можна продовжити тут: їх побачать усі, кому відкрито цю картку.`,
    goOnHere: 'Продовжити тут',
    elsewhere: 'Запис видалили з CRM. Якщо його об’єднали з іншим, обговорення можна продовжити там.',
    number: 'Номер або посилання',
    goOnThere: 'Продовжити там',
    notFound: 'Такого запису немає, або його вам не відкрито',
  },
}
