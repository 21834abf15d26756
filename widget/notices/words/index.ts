/** Words of how somebody is told. Loaded with the settings; all three languages are small. */
import { inWords } from '../../threads/in-words.ts'
import { inLanguage } from '../../words/in-language.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export const noticeWords = inLanguage({ en, ru, uk })

/** Why something was refused, with what a mail server said of it. */
export function whyNot(reason: string, said = ''): string {
  const say = noticeWords()
  const why = say.refused[reason] ?? inWords(reason)
  return said ? say.said(why, said) : why
}
