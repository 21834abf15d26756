/** Words of the page of those who are invited; all three languages are small. */
import { chosen } from '../../words/index.ts'
import { en, type GuestWords } from './en.ts'
import { ru } from './ru.ts'
import { uk } from './uk.ts'

export function guestWords(): GuestWords {
  return { en, ru, uk }[chosen.language]
}
