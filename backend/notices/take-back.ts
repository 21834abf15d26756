import { and, eq, lt } from 'drizzle-orm'
import { entrust } from '../errands/errands.ts'
import type { Reading, Writing } from '../store/store.ts'

export type Calling = Reading['t']['calling']['$inferSelect']

/** One notice of the host for each person and card. */
export const tagOf = (person: string, record: string) => `${groupOf(record)}|${person}`
export const groupOf = (record: string) => `dealthread|${record}`
/** A person's notices are given and taken back in the order it was asked for. */
export const laneOf = (person: string) => `notices:${person}`

/** One of what has gathered while he had quiet. */
export const digestOf = (person: string) => `dealthread|quiet|${person}`
/** Somebody tries out whether it rings. */
export const trialOf = (person: string) => `dealthread|trial|${person}`
/** The day's summary. */
export const summaryOf = (person: string) => `dealthread|summary|${person}`

/** Takes a notice off the bell when nothing of what it told waits any more; `gone` are callings just deleted. */
export async function takeBack(w: Writing, gone: Calling[], newId: () => string) {
  const { company, db, t } = w
  const told = gone.flatMap(({ tag, person }) => (tag ? [{ tag, person }] : []))
  const notices = new Map(told.map((one) => [one.tag, one]))
  for (const { tag, person } of notices.values()) {
    const [waiting] = await db
      .select({ seq: t.calling.seq })
      .from(t.calling)
      .where(and(eq(t.calling.company, company), eq(t.calling.person, person), eq(t.calling.tag, tag)))
      .limit(1)
    if (waiting) continue
    const deed = { do: 'unnotice', to: person, tag } as const
    await entrust(w, { id: newId(), deed, as: null, lane: laneOf(person), supersedes: tag })
  }
}

/** Milliseconds after which it is no longer expected that somebody reads what he was told of. */
const GIVEN_UP = 90 * 24 * 60 * 60_000

/** Forgets what has called people who never came. */
export async function forgetCallings({ company, db, t, now }: Writing) {
  const long = lt(t.calling.toldAt, new Date(now.getTime() - GIVEN_UP))
  await db.delete(t.calling).where(and(eq(t.calling.company, company), long))
}
