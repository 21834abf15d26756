/** Words of what is asked in a discussion. Loaded with the first thing that needs them; all three languages are small. */
import { inWords } from '../../threads/in-words.ts'
import { chosen } from '../../words/index.ts'
import { plural } from '../../words/plural.ts'
import { en, type QuestionWords } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

const made = { en: () => en(plural('en')), ru: () => ru(plural('ru')), uk: () => uk(plural('uk')) }
const known: Partial<Record<keyof typeof made, QuestionWords>> = {}

export function questionWords(): QuestionWords {
  const { language } = chosen
  known[language] ??= made[language]()
  return known[language]
}

/** Why something asked for was refused, as a sentence. */
export function whyNot(reason: string): string {
  const refused: Record<string, string> = questionWords().refused
  return refused[reason] ?? inWords(reason)
}
