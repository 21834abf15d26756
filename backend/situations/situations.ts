/** Something comes up: one message calls those who settle it and carries the list of what is to be done. Each verb is one write. */

import { and, asc, eq, inArray } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { carryMore, type MessageRow, type Talk, tellMatter } from '../awaited/talk.ts'
import { Refused } from '../refused.ts'
import { rolesOf } from '../roles/directory.ts'
import { dutyOf } from '../roles/duty.ts'
import type { ShownSituation, Titles } from '../shown.ts'
import type { Viewer } from '../signed-in.ts'
import type { Reading, Writing } from '../store/store.ts'
import type { Composed } from '../threads/messages.ts'
import { situationsOf } from './playbook.ts'

export type Language = keyof Titles

export type NewSituation = Composed<{ text: string }> & {
  situation: string
  language: Language
  /** Opened for it under this id when it is a new topic. */
  thread: string
  topic: boolean
}

/**
 * Opens a situation under the id its client gave the message; the same again answers with what is stored. Calls the roles
 * that have anybody.
 * @throws Refused `bad_request` when there is no such situation (any more)
 */
export async function openSituation(
  w: Writing,
  talk: Talk,
  viewer: Viewer,
  messageId: string,
  { situation: id, language, thread, topic, ...said }: NewSituation,
): Promise<{ message: MessageRow; fresh: boolean }> {
  const situation = (await situationsOf(w)).find((one) => one.id === id)
  if (!situation) throw new Refused('bad_request', 'no such situation')
  const title = situation.title[language]
  if (topic) await talk.openThread(w, viewer, { id: thread, kind: 'topic', title, people: [] })
  const known = new Set((await rolesOf(w)).map((role) => role.id))
  const duty = await dutyOf(
    w,
    situation.roles.filter((role) => known.has(role)),
    w.now,
  )
  const mentions = situation.roles.filter((role) => duty.get(role)?.length).map((role) => `role:${role}`)
  const draft = { ...said, files: [], mentions }
  const { message, fresh } = await talk.sendMessage(w, viewer, thread, messageId, draft)
  if (!fresh) {
    if ((await situationsIn(w, [message.id])).size > 0) return { message, fresh }
    throw new Refused('id_taken')
  }
  const { company, db, t } = w
  await db
    .insert(t.situation)
    .values({ company, message: messageId, situation: id, title, settles: situation.settles[language] })
  for (const [number, item] of situation.checklist.entries()) {
    await db.insert(t.checklistItem).values({ company, message: messageId, number, text: item[language] })
  }
  const on = { record: viewer.record, thread, thing: messageId }
  audit(w, { act: 'situation.begun', by: viewer, on, data: { situation: id } })
  return { message: await carryMore(w, message), fresh }
}

/** Ticks a line of a checklist, or takes the tick off; said twice it is said once. */
export async function tick(
  w: Writing,
  talk: Talk,
  viewer: Viewer,
  at: { thread: string; message: string; number: number },
  done: boolean,
) {
  const { thread, message } = await talk.findMessage(w, viewer, at.thread, at.message)
  const items = message.matters > 0 && !message.deletedAt ? await itemsOf(w, [message.id]) : []
  const item = items.find(({ number }) => number === at.number)
  if (!item) throw new Refused('not_found')
  if (thread.closedAt) throw new Refused('thread_closed')
  if ((item.doneAt !== null) === done) return
  const { company, db, t, now } = w
  await db
    .update(t.checklistItem)
    .set(done ? { doneAt: now, doneBy: viewer.person } : { doneAt: null, doneBy: null })
    .where(
      and(
        eq(t.checklistItem.company, company),
        eq(t.checklistItem.message, message.id),
        eq(t.checklistItem.number, item.number),
      ),
    )
  const on = { record: thread.record, thread: thread.id, thing: message.id }
  const act = done ? 'checklist.ticked' : 'checklist.unticked'
  audit(w, { act, by: viewer, on, data: { number: item.number } })
  await tellMatter(w, talk, thread, message.id)
}

/** By message. */
export async function situationsIn(r: Reading, messages: string[]): Promise<Map<string, ShownSituation>> {
  if (messages.length === 0) return new Map()
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.situation)
    .where(and(eq(t.situation.company, company), inArray(t.situation.message, messages)))
  const items = Map.groupBy(
    await itemsOf(
      r,
      rows.map(({ message }) => message),
    ),
    ({ message }) => message,
  )
  return new Map(
    rows.map(({ message, title, settles }) => [
      message,
      {
        title,
        settles,
        checklist: (items.get(message) ?? []).map(({ text, doneAt, doneBy }) => ({
          text,
          ...(doneAt && { doneAt: doneAt.toISOString() }),
          ...(doneBy && { doneBy }),
        })),
      },
    ]),
  )
}

async function itemsOf({ company, db, t }: Reading, messages: string[]) {
  if (messages.length === 0) return []
  return db
    .select()
    .from(t.checklistItem)
    .where(and(eq(t.checklistItem.company, company), inArray(t.checklistItem.message, messages)))
    .orderBy(asc(t.checklistItem.number))
}
