/** Words of how somebody is told. Loaded with the settings; all three languages are small. */
import { inWords } from '../../threads/in-words.ts'
import { chosen } from '../../words/index.ts'
import { plural } from '../../words/plural.ts'
import { en, type NoticeWords } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

const made = { en: () => en(plural('en')), ru: () => ru(plural('ru')), uk: () => uk(plural('uk')) }
const known: Partial<Record<keyof typeof made, NoticeWords>> = {}

export function noticeWords(): NoticeWords {
  const { language } = chosen
  known[language] ??= made[language]()
  return known[language]
}

/** Why something was refused, with what a mail server said of it. */
export function whyNot(reason: string, said = ''): string {
  const say = noticeWords()
  const why = say.refused[reason] ?? inWords(reason)
  return said ? say.said(why, said) : why
}
