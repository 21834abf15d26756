/** Words of what is asked in a discussion. Loaded with the first thing that needs them; all three languages are small. */
import { inWords } from '../../threads/in-words.ts'
import { inLanguage } from '../../words/in-language.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const questionWords = inLanguage({ en, ru, uk })

/** Why something asked for was refused, as a sentence. */
export function whyNot(reason: string): string {
  const refused: Record<string, string> = questionWords().refused
  return refused[reason] ?? inWords(reason)
}
