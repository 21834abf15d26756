/** How a dossier says names, times and numbers; it remembers whom it has named. */
import type { Language } from '../companies/framed.ts'
import type { DealNumbers, ShownPerson } from '../shown.ts'
import { type Html, html } from './html.ts'
import { type DossierWords, wordsIn } from './words.ts'

export interface Telling {
  language: Language
  say: DossierWords
  name(person: string | null | undefined): string
  names(people: readonly string[]): string
  time(at: string): Html
  when(at: string): string
  day(at: string): string
  number(value: number): string
  size(bytes: number): string
  money(amount: number | null, currency: string | null): string
  numbers(numbers: DealNumbers): string
  /** Whoever was named so far, and who answers for the guests among them. */
  people(): ShownPerson[]
}

export function tellingIn(language: Language, zone: string, known: Map<string, ShownPerson>): Telling {
  const say = wordsIn(language)
  const named = new Set<string>()
  const times = new Intl.DateTimeFormat(language, {
    ...{ timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  })
  const days = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium' })
  const plain = new Intl.NumberFormat(language)

  const when = (at: string) => times.format(new Date(at))
  const number = (value: number) => plain.format(value)
  const money = (amount: number | null, currency: string | null) =>
    amount === null ? say.nobody : [number(amount), currency].filter(Boolean).join('\u00a0')
  function name(person: string | null | undefined): string {
    if (!person) return say.clock
    named.add(person)
    return known.get(person)?.name || person
  }

  return {
    ...{ language, say, name, when, number, money },
    names: (ids) => (ids.length === 0 ? say.nobody : ids.map(name).join(', ')),
    time: (at) => html`<time datetime="${at}">${when(at)}</time>`,
    day: (at) => days.format(new Date(at)),
    size: (bytes) => sizeIn(language, bytes),
    people() {
      for (const one of [...named]) {
        const sponsor = known.get(one)?.sponsor
        if (sponsor) named.add(sponsor)
      }
      return [...named].sort().flatMap((one) => known.get(one) ?? [])
    },
    numbers({ amount, currency, stage, bought, paid, margin }) {
      const told = say.numbers
      return [
        amount !== null && `${told.amount}: ${money(amount, currency)}`,
        stage !== null && `${told.stage}: ${stage}`,
        bought &&
          `${told.bought}: ${bought.sums.map((sum) => money(sum.amount, sum.currency)).join(' + ') || 0}`,
        paid &&
          `${told.paid}: ${money(paid.paid.amount, paid.paid.currency)} / ${money(paid.of.amount, paid.of.currency)}`,
        margin && `${told.margin}: ${money(margin.amount, margin.currency)}`,
      ]
        .filter(Boolean)
        .join('; ')
    },
  }
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

function sizeIn(language: Language, bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  const format = { style: 'unit', unit: UNITS[step]!, maximumFractionDigits: step < 2 ? 0 : 1 } as const
  return new Intl.NumberFormat(language, format).format(bytes / 1024 ** step)
}
