/** What the host is given of a text: read at the last moment, as it then is. It never stands in an errand. */
import type { Deed } from '../../crm-adapters/port.ts'
import { localeOf } from '../companies/companies.ts'
import { type Language, languageOf } from '../companies/framed.ts'
import type { Errand } from '../errands/errands.ts'
import { peopleById } from '../people/people.ts'
import type { Store } from '../store/store.ts'
import { goingAmong, isText, wordingIn, wordingsOf } from './going.ts'
import { isRelaying } from './mode.ts'

type Relay = Extract<Deed, { do: 'relay' }>

/** Its text is null when it is not to go any more: it says something else by now, is deleted, or texts are kept here again. */
export async function carriedText(
  store: Store,
  company: string,
  { id: key, deed }: Errand,
): Promise<Relay | undefined> {
  if (deed.do !== 'relay') return undefined
  const { record, message, wording } = deed
  const nothing: Relay = { key, do: 'relay', record, title: '', text: null }
  return store.read(company, async (r) => {
    const [one] = (await isRelaying(r)) ? await goingAmong(r, [message]) : []
    const row = (await wordingsOf(r, message)).find((known) => wordingIn(known) === wording)
    if (!one || !row || !isText(row, one.text)) return nothing
    const author = (await peopleById(r, [one.author])).get(one.author)?.name ?? one.author
    const said = `${one.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
    const where = chat[languageOf(await localeOf(r))]
    const title = [where, one.title, author, said].filter((part) => part !== '').join(' · ')
    return { ...nothing, title, text: one.text }
  })
}

const chat: Record<Language, string> = { ru: 'Чат', uk: 'Чат', en: 'Chat' }
