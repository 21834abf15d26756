/** A conversation as it is written down: groups of lines said in one go, later placed on a calendar. */
import type { DealNumbers } from '../shown.ts'

/** What a line is besides words; people are person ids at the portal. */
export type Act =
  /** A question, of a role or of somebody. */
  | { ask: { role: string } | { person: string } }
  /** Yes or no, asked of the heads beside these numbers, and what one of them said so many minutes later. */
  | { approval: { numbers: DealNumbers; decided: { by: string; yes: boolean; words: string; wait: number } } }
  /** Kept in sight on the card, in these words. */
  | { fact: string }
  | { pinned: true }
  /** A page sent along. */
  | { page: Page }

/** A document of one page; a second one of the same name is its next version. */
export interface Page {
  /** What its file is called, without the ending. */
  name: string
  /** What it is, by the word of the company's documents. */
  kind: string
  lines: string[]
}

/** Something said; whoever reads `spoken[n].replyTo` finds what it answers in the same list. */
export interface Spoken {
  /** Person id at the portal. */
  author: string
  at: Date
  text: string
  replyTo?: number
  /** `team`, the deal's common thread, when absent. */
  thread?: `topic:${'logistics' | 'customs' | 'finance'}`
  act?: Act
}

export interface Line {
  by: string
  text: string
  /** Minutes since the line before. */
  wait?: number
  /** Which line of the same sitting it answers. */
  re?: number
  act?: Act
}

/** Either so many working days ago at an hour of Moscow, or so many minutes ago at its first line. */
export type Sitting = { lines: Line[] } & ({ workdaysAgo: number; at: string } | { minutesAgo: number })

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const MOSCOW = 3 * 60 * MINUTE

/** Sittings in their order, as a list of what was said. */
export function spoken(sittings: Sitting[], now: Date, thread?: Spoken['thread']): Spoken[] {
  const all: Spoken[] = []
  for (const sitting of sittings) {
    const first = all.length
    let at = startOf(sitting, now)
    for (const { by, text, wait = 0, re, act } of sitting.lines) {
      at += wait * MINUTE
      all.push({
        author: by,
        at: new Date(at),
        text,
        ...(re !== undefined && { replyTo: first + re }),
        ...(thread && { thread }),
        ...(act && { act }),
      })
    }
  }
  return all
}

/** The moment of a working day before `now`'s; weekends are not counted. */
export function workday(now: Date, daysAgo: number, minutes: number): number {
  let day = Math.floor((now.getTime() + MOSCOW) / DAY)
  for (let left = daysAgo; left > 0; ) {
    day -= 1
    if (!isWeekend(day)) left -= 1
  }
  return day * DAY - MOSCOW + minutes * MINUTE
}

// Day 0 of the calendar of computers was a Thursday.
function isWeekend(day: number): boolean {
  return [2, 3].includes(day % 7)
}

function startOf(sitting: Sitting, now: Date): number {
  if ('minutesAgo' in sitting) return now.getTime() - sitting.minutesAgo * MINUTE
  const [hours = 0, minutes = 0] = sitting.at.split(':').map(Number)
  return workday(now, sitting.workdaysAgo, hours * 60 + minutes)
}
