/** Words of the section of the audit log; they come with it. */
import { inLanguage } from '../../words/in-language.ts'
import { en } from './words.en.ts'
import { ru } from './words.ru.ts'
import { uk } from './words.uk.ts'

export const auditWords = inLanguage({ en: () => en, ru: () => ru, uk: () => uk })
