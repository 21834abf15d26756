/** A company that keeps its texts in its CRM only: what the tests of it share. */
import type { ShownMessage, ShownStorage, StorageMode, TextElsewhere } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import { deals, type Person, people, type World } from '../world.ts'

/** Everything that is to be done at the host has been done, as far as the host lets it. */
export async function settled(w: Pick<World, 'parts' | 'company'>) {
  await w.parts.heard()
  while (await w.parts.texts.handOver(w.company));
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
}

export async function keepTexts(admin: Visitor, mode: StorageMode): Promise<ShownStorage> {
  const { status, body } = await admin.call('PUT', '/api/company/storage', { mode })
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

export const storageOf = async (admin: Visitor): Promise<ShownStorage> =>
  (await admin.call('GET', '/api/company/storage')).body

export async function shown(who: Person, { thread, id }: ShownMessage): Promise<ShownMessage> {
  const { body } = await who.get(`/api/threads/${thread}/messages?limit=100`)
  return body.messages.find((one: ShownMessage) => one.id === id)
}

/** What the host has of these messages, as somebody is shown it. */
export async function textsOf(
  who: Pick<Person, 'get'>,
  ...messages: ShownMessage[]
): Promise<(TextElsewhere | undefined)[]> {
  const ids = messages.map(({ id }) => id)
  const { status, body } = await who.get(`/api/threads/${messages[0]!.thread}/texts?messages=${ids.join()}`)
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return ids.map((id) => body.texts[id])
}

/** Entries in the deal's history that say these words. */
export const saidThere = (w: World, words: string, deal = deals.daisy) =>
  w.portal.timeline(Number(deal)).filter(({ text }) => text.includes(words))

export async function administrator(w: World): Promise<Visitor> {
  return atHome(w, people.admin)
}
