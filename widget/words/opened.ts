/** Words of what a person opens, in the language that is read; they come with the first of it. */
import { inLanguage } from './in-language.ts'
import { opened as en } from './opened.en.ts'
import { opened as ru } from './opened.ru.ts'
import { opened as uk } from './opened.uk.ts'

export const openedWords = inLanguage({ en, ru, uk })
