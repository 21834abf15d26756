/** A manager with a discussion and an heir beside him, about to be dismissed. */
import { newId } from '../../backend/ids.ts'
import type { LeavingPreview, ShownLeaving } from '../../backend/shown.ts'
import { atHome, type Visitor } from '../at-home.ts'
import type { TestStores } from '../stores.ts'
import { deals, type Person, people, type World, world } from '../world.ts'

export interface Scene {
  w: World
  admin: Visitor
  leaver: Person
  heir: Person
}

export async function leavingScene(stores: TestStores): Promise<Scene> {
  const w = await world(stores)
  await w.portal.finishInstallation()
  const leaver = await w.open(people.manager)
  await leaver.say('Слот держим до пятницы')
  const heir = await w.open(people.head)
  await w.open(people.head, deals.long)
  return { w, leaver, heir, admin: await atHome(w, people.admin) }
}

export const path = (rest = '') => `/api/company/leaving${rest}`

/** What would come to an end with him. */
export async function look(admin: Visitor, person = people.manager): Promise<LeavingPreview> {
  return (await admin.call('GET', path(`/people/${person}`))).body
}

/** Dismisses the manager, or another; all of his cards go to one person. */
export async function dismiss(
  admin: Visitor,
  more: { id?: string; to?: string | null; sponsor?: string | null; person?: string } = {},
) {
  const { id = newId(), to = people.head, sponsor = null, person = people.manager } = more
  const heirs = Object.fromEntries((await look(admin, person)).groups.map((group) => [group.id, to]))
  const answer = await admin.call('PUT', path(`/${id}`), { person, heirs, sponsor })
  return { id, ...answer, leaving: answer.body as ShownLeaving }
}

export async function membersOf(by: Person, thread: string): Promise<string[]> {
  return (
    (await by.get('/api/card')).body.threads.find(({ id }: { id: string }) => id === thread)?.members ?? []
  )
}

export async function threadOf(by: Person, kind: 'topic' | 'private', title: string, who: string[]) {
  const id = newId()
  await by.post('/api/threads', { id, kind, title, people: who })
  return id
}
