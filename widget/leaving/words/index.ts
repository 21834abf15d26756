/** Words of the section about leaving; they come with it. */
import { inWords } from '../../threads/in-words.ts'
import { inLanguage } from '../../words/in-language.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const leavingWords = inLanguage({ en, ru, uk })

/** Why something was refused, as a sentence. */
export function whyNot(reason: string): string {
  return leavingWords().refused[reason] ?? inWords(reason)
}
