/** Tells by the host's bell what invites ask of people: never a word of what was written. */
import { and, eq } from 'drizzle-orm'
import { choicesOf } from '../companies/choices.ts'
import { entrust } from '../errands/errands.ts'
import { groupOf, laneOf } from '../notices/take-back.ts'
import { isGuest } from '../people/guests.ts'
import { recordRef } from '../records.ts'
import type { Reading, Writing } from '../store/store.ts'
import { type InviteNews, inviteNotice } from './words.ts'

interface News {
  to: string
  what: InviteNews
  about: { id: string; thread: string; person: string; sponsor: string }
}

/** Does nothing where the company wants no bell, or he is of no host. */
export async function notify(w: Writing, { to, what, about }: News, newId: () => string) {
  if (isGuest(to) || !(await choicesOf(w)).notices) return
  const { company, db, t } = w
  const [thread] = await db
    .select({ record: t.thread.record, title: t.thread.title })
    .from(t.thread)
    .where(and(eq(t.thread.company, company), eq(t.thread.id, about.thread)))
  if (!thread) return
  const other = await personOf(w, to === about.person ? about.sponsor : about.person)
  const record = recordRef(thread.record)
  const { text, link } = inviteNotice((await personOf(w, to)).locale, what, {
    name: other.name,
    thread: thread.title,
    record,
  })
  const group = groupOf(thread.record)
  const tag = tagOf(thread.record, about.id, to)
  await entrust(w, {
    id: newId(),
    deed: { do: 'notice', to, tag, group, text, link, record },
    as: null,
    lane: laneOf(to),
    supersedes: tag,
  })
}

/** Takes off his bell that he is invited: he has answered, or it is over. */
export async function takeBack(w: Writing, { id, person }: { id: string; person: string }, record: string) {
  if (isGuest(person) || !(await choicesOf(w)).notices) return
  const tag = tagOf(record, id, person)
  const deed = { do: 'unnotice', to: person, tag } as const
  await entrust(w, { id: `over|${id}`, deed, as: null, lane: laneOf(person), supersedes: tag })
}

const tagOf = (record: string, invite: string, to: string) => `${groupOf(record)}|invite|${invite}|${to}`

async function personOf({ company, db, t }: Reading, person: string) {
  const [row] = await db
    .select({ name: t.person.name, own: t.person.locale, common: t.company.locale })
    .from(t.company)
    .leftJoin(t.person, and(eq(t.person.company, company), eq(t.person.id, person)))
    .where(eq(t.company.company, company))
  return { name: row?.name ?? '', locale: row?.own ?? row?.common ?? 'en' }
}
