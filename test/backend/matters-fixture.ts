/** Asking in a card, as people do it. */
import { and, eq } from 'drizzle-orm'
import { newId } from '../../backend/ids.ts'
import { schedule } from '../../backend/later/schedule.ts'
import type { Happened, ShownMessage } from '../../backend/shown.ts'
import type { Person, World } from '../world.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** Lets time pass, and does what the schedule would do then; the bells of the host ring. */
export async function pass(w: World, milliseconds: number) {
  w.clock.advance(milliseconds)
  for (const name of ['questions not answered in time', 'people who have not confirmed having read']) {
    const task = schedule(w.parts).find((one) => one.name === name)!
    while (await task.slice(w.company));
  }
  await w.parts.heard()
  w.clock.advance(MINUTE)
  while (await w.parts.hear(w.company));
  while (await w.parts.ring(w.company));
  await w.parts.workErrands(w.company)
  await w.parts.errands.idle()
}

/** A message as it is now, whoever may see it. */
export async function message(w: World, id: string): Promise<ShownMessage> {
  return (await w.parts.store.read(w.company, (r) => w.parts.show(r, [id]))).get(id)!
}

/** What happened in a thread, in order. */
export async function lines(w: World, thread: string): Promise<Happened[]> {
  const rows = await w.parts.store.read(w.company, ({ company, db, t }) =>
    db
      .select({ happened: t.message.happened })
      .from(t.message)
      .where(and(eq(t.message.company, company), eq(t.message.thread, thread)))
      .orderBy(t.message.seq),
  )
  return rows.flatMap(({ happened }) => happened ?? [])
}

export interface Wanted {
  text?: string
  to?: { role: string } | { person: string }
  deadline?: string
  thread?: string
  id?: string
}

export function ask(person: Person, wanted: Wanted = {}) {
  const { thread = person.team, id = newId(), ...rest } = wanted
  const question = { text: 'Какие документы нужны?', to: { role: 'trade' }, deadline: 'hour', ...rest }
  return person.put(`/api/threads/${thread}/questions/${id}`, question)
}

/** The question's message; throws when it was refused. */
export async function asked(person: Person, wanted: Wanted = {}): Promise<ShownMessage> {
  const { status, body } = await ask(person, wanted)
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}
