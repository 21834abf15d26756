/** What calls people, as time passes: their portal's bell, and how they wish to be told. */
import type { ShownWishes, Wishes } from '../../backend/shown.ts'
import type { Person, World } from '../world.ts'

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export const asItComes: Wishes = {
  level: null,
  channels: { bell: true, mail: false, push: true },
  quiet: null,
  zone: 'Europe/Moscow',
  summary: null,
}

/** Lets time pass as the schedule would, and everybody be told. */
export async function pass(w: World, milliseconds: number) {
  await w.parts.heard()
  w.clock.advance(milliseconds)
  while (await w.parts.hear(w.company));
  while (await w.parts.ring(w.company));
  while (await w.parts.writeToThem(w.company));
  while (await w.parts.sumUp(w.company));
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
  await w.parts.workLetters(w.company)
}

export const bell = (w: World, person: string) => w.portal.notifications(person).map(({ text }) => text)

/** How often the bell has been rung, whoever it was for. */
export const rung = (w: World) =>
  w.parts.store.read(w.company, async ({ db, t }) => {
    const ended = await db.select({ deed: t.errand.deed, ending: t.errand.ending }).from(t.errand)
    return ended.filter(({ deed, ending }) => deed.do === 'notice' && ending === 'done').length
  })

export async function wish(person: Person, wishes: Partial<Wishes>): Promise<ShownWishes> {
  const { status, body } = await person.put('/api/notices', { ...asItComes, ...wishes })
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}
