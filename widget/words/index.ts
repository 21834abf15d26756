/** Every string people read, in the language of their host. */
import type { Words } from './en.ts'
import { plural } from './plural.ts'

export type { Words } from './en.ts'

export type Language = 'en' | 'ru' | 'uk'

// Only the one that is read is loaded.
const load: Record<Language, () => Promise<Words>> = {
  en: async () => (await import('./en.ts')).en,
  ru: async () => (await import('./ru.ts')).ru(plural('ru')),
  uk: async () => (await import('./uk.ts')).uk(plural('uk')),
}

/** The current language's words; there once `chooseLanguage` has answered, which is before anything is drawn. */
export let words: Words

/** What was chosen: the language of our words and the locale numbers and dates follow. */
export const chosen: { language: Language; locale: string } = { language: 'en', locale: 'en' }

/** Takes a BCP 47 locale of the host (`ru`, `uk-UA`, also Bitrix24's `ua`); an unknown one reads English. */
export async function chooseLanguage(locale: string): Promise<Language> {
  const tag = wellFormed(locale)
  const language = tag.split('-')[0] as Language
  const known = language in load
  words = await load[known ? language : 'en']()
  // Dates in the host's language beside words in ours would be two languages in one line.
  Object.assign(chosen, known ? { language, locale: tag } : { language: 'en', locale: 'en' })
  return chosen.language
}

/** Which way the host's language runs. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(wellFormed(locale).split('-')[0] as string) ? 'rtl' : 'ltr'
}

/** 1840000 -> "1 840 000", with spaces that do not break. */
export function number(value: number): string {
  return new Intl.NumberFormat(chosen.locale).format(value)
}

/** "1 840 000 ₽"; cents only when there are some. */
export function money(amount: number, currency: string | null): string {
  if (!currency) return number(amount)
  const whole = Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {}
  try {
    return new Intl.NumberFormat(chosen.locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...whole,
    }).format(amount)
  } catch {
    // A CRM lets an administrator invent currencies Intl has no form for.
    return `${number(amount)}\u00a0${currency}`
  }
}

/** "Алина, Дмитрий и Сергей". */
export function listed(names: string[]): string {
  return new Intl.ListFormat(chosen.locale, { type: 'conjunction' }).format(names)
}

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'])

function wellFormed(locale: string): string {
  // Bitrix24 says "ua" where everybody else says "uk", and some hosts write "pt_BR".
  const tag = locale.replace('_', '-').replace(/^ua\b/i, 'uk')
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en'
  } catch {
    return 'en'
  }
}
