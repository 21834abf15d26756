/** Words of where the talk is kept; they come with that section. */
import type { StorageMode } from '../../../backend/shown.ts'
import { chosen, type Language } from '../../words/index.ts'
import { type Counting, plural } from '../../words/plural.ts'
import { en } from './words.en.ts'
import { ru } from './words.ru.ts'
import { uk } from './words.uk.ts'

export interface StorageWords {
  title: string
  modes: Record<StorageMode, string>
  about: Record<StorageMode, string>
  /** Beside the one that is in force. */
  holds: string
  goes: string
  messages: (messages: number, characters: number) => string
  nothingYet: string
  files: (files: number) => string
  readers: string
  /** Before the switch, and while it holds. */
  lost: Record<'ahead' | 'now', string>
  losses: string[]
  drafts: (drafts: number) => string
  stays: Record<'ahead' | 'now', string>
  staying: string[]
  privates: (threads: number, messages: number) => string
  facts: (facts: number) => string
  back: string
  backWaiting: (messages: number) => string
  ask: Record<StorageMode, string>
  sure: Record<StorageMode, string>
  submit: Record<StorageMode, string>
  done: Record<StorageMode, string>
  noWayBack: string
  typeIt: (count: string) => string
  going: string
  waiting: (messages: number) => string
  over: string
  held: (messages: number) => string
  refused: (messages: number) => string
  why: string
}

const made: Record<Language, (count: Counting) => StorageWords> = { en, ru, uk }
const known: Partial<Record<Language, StorageWords>> = {}

export function storageWords(): StorageWords {
  const { language } = chosen
  known[language] ??= made[language](plural(language))
  return known[language]
}
