/** Words of the section of erasing somebody's data; they come with it. */
import type {
  ErasureConflict,
  ErasureDecision,
  ErasureKind,
  ErasureSign,
  HostCopy,
  KeepReason,
  ShownErasure,
} from '../../../backend/shown.ts'
import { chosen, type Language } from '../../words/index.ts'
import { type Counting, plural } from '../../words/plural.ts'
import { en } from './words.en.ts'
import { ru } from './words.ru.ts'
import { uk } from './words.uk.ts'

export interface ErasureWords {
  title: string
  hint: string
  askTitle: string
  askHint: string
  kinds: Record<ErasureSign['kind'], string>
  examples: Record<ErasureSign['kind'], string>
  sign: string
  add: string
  remove: string
  find: string
  wrongSign: string
  found: (finds: number) => string
  nothing: string
  more: string
  alone: (word: string, texts: number) => string
  elsewhere: (texts: number) => string
  undecided: (finds: number) => string
  all: string
  itIsHim: string
  authored: string
  withheld: string
  things: Record<ErasureKind, string>
  conflicts: Record<ErasureConflict, string>
  decisions: Record<ErasureDecision, string>
  decided: Record<ErasureDecision, string>
  keepWhy: string
  reasons: Record<KeepReason, string>
  host: string
  hostHint: string
  copies: Record<HostCopy['what'], string>
  order: string
  orderTitle: string
  orderText: (things: number) => string
  backups: string
  typeIt: (number: string) => string
  lookAgain: string
  callOff: string
  openingTitle: string
  openingText: string
  openingSave: string
  done: string
  past: string
  noPast: string
  states: Record<ShownErasure['state'], string>
  goOn: string
  certificate: string
  counts: (counts: Record<'erased' | 'redacted' | 'kept' | 'held', number>) => string
  by: (who: string, day: string) => string
  somebody: string
  consents: string
  consentsHint: string
  noConsents: string
  note: string
  withdraw: string
  withdrawn: (who: string, day: string) => string
  given: (day: string, edition: string) => string
  consent: Record<'who' | 'purpose' | 'edition' | 'givenAt', string>
}

const made: Record<Language, (count: Counting) => ErasureWords> = { en, ru, uk }
const known: Partial<Record<Language, ErasureWords>> = {}

export function erasureWords(): ErasureWords {
  const { language } = chosen
  known[language] ??= made[language](plural(language))
  return known[language]
}
