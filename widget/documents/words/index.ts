/** Words of documents, which come with the first part that needs them. */
import { inWords } from '../../threads/in-words.ts'
import { inLanguage } from '../../words/in-language.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const documentWords = inLanguage({ en, ru, uk })

/** Why something asked for was refused, as a sentence. */
export function whyNot(reason: string): string {
  return documentWords().refused[reason] ?? inWords(reason)
}
