/** Hands on what has happened, in order and each event once, to what acts on it after the commit. */
import { and, eq } from 'drizzle-orm'
import { lastPosition, type Reading, type Store, type Writing } from '../store/store.ts'
import { type EventRow, eventsAfter } from './show-events.ts'

export interface Hearer {
  name: string
  /** Stores what follows from these events, in the very write that remembers they were heard. */
  hear(w: Writing, events: EventRow[]): Promise<void>
}

const AT_ONCE = 500

/** Lets a hearer hear a slice of what he has not heard yet; true when there may be more. */
export async function hearNext(store: Store, company: string, { name, hear }: Hearer): Promise<boolean> {
  // Asked by the clock, he has mostly heard everything: that needs no commit.
  const behind = await store.read(company, async (r) => (await heardUpTo(r, name)) < (await lastPosition(r)))
  if (!behind) return false
  return store.write(company, async (w) => {
    const from = await heardUpTo(w, name)
    const events = await eventsAfter(w, from, await lastPosition(w), AT_ONCE)
    const last = events.at(-1)
    if (!last) return false
    await hear(w, events)
    const { db, t } = w
    const { position } = last
    await db
      .insert(t.hearer)
      .values({ company, name, position })
      .onConflictDoUpdate({ target: [t.hearer.company, t.hearer.name], set: { position } })
    return events.length === AT_ONCE
  })
}

async function heardUpTo({ company, db, t }: Reading, name: string): Promise<number> {
  const [row] = await db
    .select({ position: t.hearer.position })
    .from(t.hearer)
    .where(and(eq(t.hearer.company, company), eq(t.hearer.name, name)))
  return row?.position ?? 0
}
