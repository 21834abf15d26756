/** Times as people read them, in the chosen language and the browser's time zone. All take ISO 8601 strings. */
import { chosen } from '../words/index.ts'

/** `2026-11-20` where the person sits: messages with the same key share a day header. */
export function dayKey(at: string): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** "Сегодня, 20 ноября", "Вчера", "18 ноября", "18 ноября 2025 г.". */
export function dayTitle(at: string, now = new Date()): string {
  const days = daysBetween(at, now)
  const date = format(at, sameYear(at, now) ? { day: 'numeric', month: 'long' } : dateLong)
  if (days === 0) return capital(`${relativeDay(0)}, ${date}`)
  if (days === 1) return capital(relativeDay(-1))
  return date
}

/** "09:31". */
export function clock(at: string): string {
  return format(at, { hour: '2-digit', minute: '2-digit' })
}

/** For a narrow place: "09:31" today, "вчера", "18 нояб.", "18.11.2025" in another year. */
export function shortWhen(at: string, now = new Date()): string {
  const days = daysBetween(at, now)
  if (days === 0) return clock(at)
  if (days === 1) return relativeDay(-1)
  return format(at, sameYear(at, now) ? { day: 'numeric', month: 'short' } : { dateStyle: 'short' })
}

/** "20 ноября 2026 г., 09:31": for tooltips and for those who listen. */
export function fullWhen(at: string): string {
  return format(at, { dateStyle: 'long', timeStyle: 'short' })
}

/** "11 ноября 2026 г.", or without the year when it is this one. */
export function dateOnly(at: string, now = new Date()): string {
  return format(at, sameYear(at, now) ? { day: 'numeric', month: 'long' } : dateLong)
}

/** Whole days from now until then, a begun day counted; never below 0. */
export function daysLeft(until: string, now = new Date()): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / day))
}

const day = 86_400_000
const dateLong: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' }
const formats = new Map<string, Intl.DateTimeFormat>()

function format(at: string, options: Intl.DateTimeFormatOptions): string {
  // Making a format costs more than a hundred uses of it, and a list shows hundreds of times.
  const key = chosen.locale + JSON.stringify(options)
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(chosen.locale, options)
    formats.set(key, made)
  }
  return made.format(new Date(at))
}

function relativeDay(offset: number): string {
  return new Intl.RelativeTimeFormat(chosen.locale, { numeric: 'auto' }).format(offset, 'day')
}

function daysBetween(at: string, now: Date): number {
  const then = new Date(at)
  const noon = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((noon(now) - noon(then)) / day)
}

function sameYear(at: string, now: Date): boolean {
  return new Date(at).getFullYear() === now.getFullYear()
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(chosen.locale) + text.slice(1)
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
