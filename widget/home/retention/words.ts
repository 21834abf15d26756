/** Words of the settings of how long things are kept; they come with that section. */
import type { RetentionWhat } from '../../../backend/shown.ts'
import { chosen, type Language } from '../../words/index.ts'
import { plural } from '../../words/plural.ts'
import { en } from './words.en.ts'
import { ru } from './words.ru.ts'
import { uk } from './words.uk.ts'

export interface RetentionWords {
  title: string
  hint: string
  stillKept: (day: string) => string
  preview: string
  save: string
  saved: string
  wrong: string
  lookAgain: string
  whats: Record<RetentionWhat, string>
  hints: Record<RetentionWhat, string>
  everywhere: string
  place: string
  add: string
  remove: string
  days: string
  daysWord: (days: number) => string
  forever: string
  counted: string
  from: { made: Record<'files' | 'links' | 'others', string>; closed: string }
  thread: string
  threads: Record<'team' | 'topic' | 'private', string>
  type: string
  types: Record<string, string>
  funnel: string
  stage: string
  state: string
  closed: string
  open: string
  previewTitle: string
  goesUntil: (when: string) => string
  what: string
  goes: string
  more: string
  fewer: string
  records: (count: number) => string
  cited: Record<'messages' | 'decisions' | 'facts' | 'tasks', (count: number) => string>
  spared: Record<'hold' | 'kept', (count: number) => string>
  atOnce: string
  typeIt: (count: string) => string
  receipts: string
  receiptsHint: string
  noReceipts: string
  receipt: string
  running: string
  gone: (count: number) => string
}

const made: Record<Language, () => RetentionWords> = {
  en: () => en(plural('en')),
  ru: () => ru(plural('ru')),
  uk: () => uk(plural('uk')),
}
const known: Partial<Record<Language, RetentionWords>> = {}

export function retentionWords(): RetentionWords {
  const { language } = chosen
  known[language] ??= made[language]()
  return known[language]
}
