/** Lets the people of a company have talked before, about the deals of the story. */
import { eq } from 'drizzle-orm'
import { newId } from '../ids.ts'
import { recordKey } from '../records.ts'
import type { Running } from '../serve.ts'
import type { Writing } from '../store/store.ts'
import { markRead } from '../threads/reads.ts'
import { openTeamThread, openThread } from '../threads/threads.ts'
import { conversation, type Spoken } from './conversation.ts'
import { storePages } from './pages.ts'
import { type Saying, say } from './saying.ts'

/** The story's people and deals as one host knows them; the story itself has numbers for them. */
export interface Cast {
  company: string
  deals: number[]
  /** Person id at the host. */
  person(number: string): string
  /** Record id at the host. */
  deal(number: number): string
}

const TOPIC = 'topic:'
const topics: Record<string, string> = { logistics: 'Логистика и склад', customs: 'Таможня и документы' }

/** Nothing happens where somebody has talked already. */
export async function letTalk({ parts }: Running, cast: Cast) {
  const talkedOf = await parts.store.read(cast.company, ({ company, db, t }) =>
    db.$count(t.card, eq(t.card.company, company)),
  )
  if (talkedOf > 0) return
  const now = new Date()
  for (const number of cast.deals) {
    const lines = conversation(number, now)
    if (lines.length === 0) continue
    const pages = await storePages(parts.files, cast.company, lines)
    const saying = { talk: parts.talk, pages, person: cast.person }
    await parts.store.write(cast.company, (w) => tellAll(w, saying, cast, number, lines))
  }
}

/** Says each line when it was said. One write for a deal, so that a demo interrupted has whole conversations. */
async function tellAll(w: Writing, saying: Saying, cast: Cast, deal: number, lines: Spoken[]) {
  const { company } = w
  const record = recordKey({ type: 'deal', id: cast.deal(deal) })
  const threads = new Map<string, string>()
  const said: string[] = []

  for (const line of lines) {
    const { author, at, thread: name = 'team', replyTo } = line
    const then = { ...w, now: at }
    const viewer = { company, person: cast.person(author), record }
    const thread = threads.get(name) ?? (await open(then, viewer, name))
    threads.set(name, thread)
    // Whoever spoke had read what was there.
    await markRead(then, viewer, thread, Number.MAX_SAFE_INTEGER)
    const answered = replyTo === undefined ? undefined : said[replyTo]
    said.push(await say(then, saying, viewer, thread, line, answered))
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
