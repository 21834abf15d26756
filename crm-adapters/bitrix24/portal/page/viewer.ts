/** Who looks at the portal and how: all of it stands in the address, so that two windows can be two people. */
import type { Employee } from '../data/people.ts'
import { personCalled, type World } from '../world.ts'

export { nameOf } from '../world.ts'

import { type Lang, type Words, words } from './words.ts'

export interface Viewer {
  world: World
  person: Employee
  lang: Lang
  theme: 'light' | 'dark'
  /** Shown inside a slider: without the portal's own frame. */
  inSlider: boolean
  say: Words
  /** Path and query of this page. */
  here: string
  /** An address of the portal for the same viewer, or for another. */
  to(path: string, changed?: Record<string, string>): string
}

const FIRST = '7'

/** Undefined when nobody of that number works here. */
export function viewerOf(world: World, address: URL): Viewer | undefined {
  const { searchParams: query, pathname, search } = address
  const person = personCalled(world, query.get('as') ?? FIRST)
  if (!person) return undefined
  const lang = langs.find((one) => one === query.get('lang')) ?? 'ru'
  const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
  const inSlider = query.get('IFRAME') === 'Y'
  const kept = {
    as: person.id,
    ...(lang !== 'ru' && { lang }),
    ...(theme === 'dark' && { theme }),
    ...(inSlider && { IFRAME: 'Y' }),
  }
  const to = (path: string, changed: Record<string, string> = {}) => {
    const url = new URL(path, world.origin)
    for (const [name, value] of Object.entries({ ...kept, ...changed })) url.searchParams.set(name, value)
    return url.pathname + url.search
  }
  return { world, person, lang, theme, inSlider, say: words[lang], here: pathname + search, to }
}

const langs: Lang[] = ['ru', 'uk', 'en']

export const locales: Record<Lang, string> = { ru: 'ru-RU', uk: 'uk-UA', en: 'en-GB' }

export function money(amount: number, currency: string, lang: Lang): string {
  const style = { style: 'currency', currency, maximumFractionDigits: 0, currencyDisplay: 'narrowSymbol' }
  return new Intl.NumberFormat(locales[lang], style as Intl.NumberFormatOptions).format(amount)
}

/** A day counted from the portal's first. */
export function day({ world, lang }: Viewer, days: number, style: 'short' | 'long' = 'long'): string {
  const at = new Date(world.born.getTime() + days * 86_400_000)
  const options = { day: 'numeric', month: style, timeZone: 'Europe/Moscow' } as const
  return new Intl.DateTimeFormat(locales[lang], {
    ...options,
    ...(style === 'long' && { year: 'numeric' }),
  }).format(at)
}

/** A moment in full, in the portal's zone. */
export function moment({ lang }: Viewer, at: Date): string {
  const style = {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Moscow',
  } as const
  return new Intl.DateTimeFormat(locales[lang], style).format(at)
}
