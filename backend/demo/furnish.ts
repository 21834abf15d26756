/** Installs the application at the local portal, as its administrator would, and lets its people have talked before. */
import { eq } from 'drizzle-orm'
import type { LocalPortal } from '../../crm-adapters/bitrix24/portal/portal.ts'
import { newId } from '../ids.ts'
import { recordKey } from '../records.ts'
import type { Running } from '../serve.ts'
import type { Writing } from '../store/store.ts'
import { compose, sendMessage } from '../threads/messages.ts'
import { markRead } from '../threads/reads.ts'
import { openTeamThread, openThread } from '../threads/threads.ts'
import { conversation, type Spoken } from './conversation.ts'

const ADMIN = '1'
const TOPIC = 'topic:'
const topics: Record<string, string> = { logistics: 'Логистика и склад', customs: 'Таможня и документы' }

export async function furnish({ parts }: Running, portal: LocalPortal) {
  const { url, form } = portal.installForm(ADMIN)
  const installed = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  if (!installed.ok)
    throw new Error(`The local portal could not install the application (${installed.status}).`)
  portal.finishInstallation()
  await parts.readPeople(portal.memberId)

  const talkedOf = await parts.store.read(portal.memberId, ({ company, db, t }) =>
    db.$count(t.card, eq(t.card.company, company)),
  )
  if (talkedOf > 0) return
  const now = new Date()
  for (const { id } of portal.deals) {
    const lines = conversation(id, now)
    if (lines.length > 0) await parts.store.write(portal.memberId, (w) => talk(w, id, lines))
  }
}

/** Says each line when it was said. One write for a deal, so that a demo interrupted has whole conversations. */
async function talk(w: Writing, deal: number, lines: Spoken[]) {
  const { company } = w
  const record = recordKey({ type: 'deal', id: String(deal) })
  const threads = new Map<string, string>()
  const said: string[] = []

  for (const { author, at, text, thread: name = 'team', replyTo } of lines) {
    const then = { ...w, now: at }
    const viewer = { company, person: author, record }
    const thread = threads.get(name) ?? (await open(then, viewer, name))
    threads.set(name, thread)
    const id = newId(at.getTime())
    // Whoever spoke had read what was there.
    await markRead(then, viewer, thread, Number.MAX_SAFE_INTEGER)
    const answered = replyTo === undefined ? undefined : said[replyTo]
    await sendMessage(then, viewer, thread, id, compose({ text, replyTo: answered, files: [], mentions: [] }))
    said.push(id)
  }
}

async function open(w: Writing, viewer: { company: string; person: string; record: string }, name: string) {
  const { company, db, t, now } = w
  await db
    .insert(t.card)
    .values({ company, record: viewer.record, openedAt: now, openedBy: viewer.person })
    .onConflictDoNothing()
  const id = newId(now.getTime())
  if (!name.startsWith(TOPIC)) return (await openTeamThread(w, id, viewer.record, viewer.person)).id
  const role = name.slice(TOPIC.length)
  await openThread(w, viewer, { id, kind: 'topic', title: topics[role] ?? role, people: [], role })
  return id
}
