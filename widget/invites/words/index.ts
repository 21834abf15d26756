/** Words of invitations. Loaded with the first thing that needs them; all three languages are small. */
import { inWords } from '../../threads/in-words.ts'
import { chosen } from '../../words/index.ts'
import { en, type InviteWords } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export function inviteWords(): InviteWords {
  return { en, ru, uk }[chosen.language]
}

/** Why something was refused, as a sentence. */
export function whyNot(reason: string): string {
  return inviteWords().refused[reason] ?? inWords(reason)
}
