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
import { type Later, type Saying, say } from './saying.ts'

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
  const lines = cast.deals.flatMap((deal) => linesOf(deal, now))
  lines.sort((a, b) => a.line.at.getTime() - b.line.at.getTime())
  const spoken = lines.map(({ line }) => line)
  const pages = await storePages(parts.files, cast.company, spoken)
  const saying = { talk: parts.talk, pages, person: cast.person }
  await parts.store.write(cast.company, (w) => tellAll(w, saying, cast, lines))
}

/** Something said of a deal; its answer's place in `said` is known once that has been said. */
interface Told {
  line: Spoken
  deal: number
  /** Ids of what has been said of this deal, by the places of its lines. */
  said: string[]
  place: number
}

function linesOf(deal: number, now: Date): Told[] {
  const said: string[] = []
  return conversation(deal, now).map((line, place) => ({ line, deal, said, place }))
}

/**
 * Says each line when it was said, over all deals in one order of time: so stands the log of it. In one write, so that a
 * demo interrupted has nothing to be gone on with.
 */
async function tellAll(w: Writing, saying: Saying, cast: Cast, lines: Told[]) {
  const { company } = w
  const threads = new Map<string, string>()
  const later: Later[] = []
  for (const { line, deal, said, place } of lines) {
    const { author, at, thread: name = 'team', replyTo } = line
    await follow(w, later, at)
    const then = { ...w, now: at }
    const record = recordKey({ type: 'deal', id: cast.deal(deal) })
    const viewer = { company, person: cast.person(author), record }
    const thread = threads.get(`${deal} ${name}`) ?? (await open(then, viewer, name))
    threads.set(`${deal} ${name}`, thread)
    // Whoever spoke had read what was there.
    await markRead(then, viewer, thread, Number.MAX_SAFE_INTEGER)
    const answered = replyTo === undefined ? undefined : said[replyTo]
    const { message, followed } = await say(then, saying, viewer, thread, line, answered)
    said[place] = message
    if (followed) later.push(followed)
  }
  await follow(w, later)
}

/** Does what follows until then, or all that is left. */
async function follow(w: Writing, later: Later[], until?: Date) {
  const due = later.filter(({ at }) => !until || at <= until).sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const one of due) {
    later.splice(later.indexOf(one), 1)
    await one.happens({ ...w, now: one.at })
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
