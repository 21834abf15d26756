/** Words of the section about leaving; they come with it. */
import { inWords } from '../../threads/in-words.ts'
import { chosen } from '../../words/index.ts'
import { plural } from '../../words/plural.ts'
import { en, type LeavingWords } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

const made = { en: () => en(plural('en')), ru: () => ru(plural('ru')), uk: () => uk(plural('uk')) }
const known: Partial<Record<keyof typeof made, LeavingWords>> = {}

export function leavingWords(): LeavingWords {
  const { language } = chosen
  known[language] ??= made[language]()
  return known[language]
}

/** Why something was refused, as a sentence. */
export function whyNot(reason: string): string {
  return leavingWords().refused[reason] ?? inWords(reason)
}
