/** What a record's talk is called in the card it went on to. A thread has one title for everybody: it is in the company's language. */
import type { Language } from '../companies/framed.ts'

type Naming = (type: string, title: string, how: 'merged' | 'converted') => string

export const formerTalk: Record<Language, Naming> = {
  ru: (type, title, how) => {
    const talk = `Чат ${of(ru, type)} «${title}»`
    return how === 'merged' ? `${talk} до объединения` : talk
  },
  uk: (type, title, how) => {
    const talk = `Чат ${of(uk, type)} «${title}»`
    return how === 'merged' ? `${talk} до об’єднання` : talk
  },
  en: (type, title, how) => {
    const talk = `Chat of the ${of(en, type)} “${title}”`
    return how === 'merged' ? `${talk} before the merge` : talk
  },
}

type Kinds = Record<string, string> & { other: string }

const ru: Kinds = {
  lead: 'лида',
  deal: 'сделки',
  contact: 'контакта',
  company: 'компании',
  quote: 'предложения',
  smart_invoice: 'счёта',
  other: 'карточки',
}

const uk: Kinds = {
  lead: 'ліда',
  deal: 'угоди',
  contact: 'контакту',
  company: 'компанії',
  quote: 'пропозиції',
  smart_invoice: 'рахунку',
  other: 'картки',
}

const en: Kinds = {
  lead: 'lead',
  deal: 'deal',
  contact: 'contact',
  company: 'company',
  quote: 'quote',
  smart_invoice: 'invoice',
  other: 'record',
}

function of(kinds: Kinds, type: string): string {
  return Object.hasOwn(kinds, type) ? (kinds[type] ?? kinds.other) : kinds.other
}
