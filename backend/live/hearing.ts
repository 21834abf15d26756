/** Hands on what has happened, in order and each event once, to what acts on it after the commit. */
import { and, eq, sql } from 'drizzle-orm'
import {
  type Awaits,
  isStirred,
  lastPosition,
  prepared,
  type Reading,
  type Store,
  settled,
  type Writing,
} from '../store/store.ts'
import { type EventRow, eventsAfter } from './show-events.ts'

export interface Hearer {
  name: Awaits
  /** Stores what follows from these events, in the very write that remembers they were heard. */
  hear(w: Writing, events: EventRow[]): Promise<void>
}

/** Events of one write, which everybody else's writes wait for. */
const AT_ONCE = 50

/** Lets a hearer hear a slice of what he has not heard yet; true when there may be more. */
export async function hearNext(store: Store, company: string, { name, hear }: Hearer): Promise<boolean> {
  // Asked by the clock, he has mostly heard everything: that needs no commit.
  if (!(await store.read(company, (r) => isStirred(r, name)))) return false
  return store.write(company, async (w) => {
    const newest = await lastPosition(w)
    const events = await eventsAfter(w, await heardUpTo(w, name), newest, AT_ONCE)
    const last = events.at(-1)
    if (last) {
      await hear(w, events)
      await remember(w, name, last.position)
    }
    if (last && last.position < newest) return true
    await settled(w, name)
    return false
  })
}

async function remember(w: Writing, name: string, position: number) {
  await setHeard(w).execute({ company: w.company, name, position })
}

const setHeard = prepared('set_heard', (db, { hearer }) =>
  db
    .insert(hearer)
    .values({
      company: sql.placeholder('company'),
      name: sql.placeholder('name'),
      position: sql.placeholder('position'),
    })
    .onConflictDoUpdate({
      target: [hearer.company, hearer.name],
      set: { position: sql`excluded.position` },
    }),
)

async function heardUpTo(r: Reading, name: string): Promise<number> {
  const [row] = await heardBy(r).execute({ company: r.company, name })
  return row?.position ?? 0
}

const heardBy = prepared('heard_by', (db, { hearer }) =>
  db
    .select({ position: hearer.position })
    .from(hearer)
    .where(and(eq(hearer.company, sql.placeholder('company')), eq(hearer.name, sql.placeholder('name')))),
)
