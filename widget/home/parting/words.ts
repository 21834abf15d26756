/** Words of what becomes of the talk when the app is removed; they come with it. */
import type { LastWish, NotLeft, PartingPreview } from '../../../backend/shown.ts'
import { chosen, type Language } from '../../words/index.ts'
import { type Counting, plural } from '../../words/plural.ts'
import { en } from './words.en.ts'
import { ru } from './words.ru.ts'
import { uk } from './words.uk.ts'

export interface PartingWords {
  title: string
  hint: string
  wishes: Record<LastWish, string>
  wishHints: Record<LastWish, string>
  by: (who: string, day: string) => string
  somebody: string
  order: string
  again: string
  orderTitle: string
  orderIt: string
  counts: (records: number, messages: number, files: number, bytes: string) => string
  readers: Record<PartingPreview['readers'], string>
  narrowed: (people: number) => string
  leftOut: (threads: number, files: number) => string
  largest: (size: string) => string
  silent: string
  typeIt: (number: string) => string
  changed: string
  underWay: (done: number, records: number) => string
  callOff: string
  stopping: string
  over: (left: number, bytes: string, when: string) => string
  shortened: (dossiers: number) => string
  missing: (dossiers: number) => string
  why: Record<NotLeft, string>
  receipt: string
}

const made: Record<Language, (count: Counting) => PartingWords> = { en, ru, uk }
const known: Partial<Record<Language, PartingWords>> = {}

export function partingWords(): PartingWords {
  const { language } = chosen
  known[language] ??= made[language](plural(language))
  return known[language]
}
