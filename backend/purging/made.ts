/** What people have made of messages: it goes with them, so a hold on it holds the message too. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Coverable } from '../holds/held.ts'
import type { Reading } from '../store/store.ts'

export type Made = Pick<Coverable, 'person' | 'at'>

/** Decisions about messages and facts taken from them, by message. */
export async function madeOf({ company, db, t }: Reading, messages: string[]): Promise<Map<string, Made[]>> {
  const made: (Made & { message: string })[] = []
  for (const table of [t.decision, t.fact]) {
    const { message, by: person, at } = table
    const ofThese = and(eq(table.company, company), inArray(message, messages))
    made.push(...(await db.select({ message, person, at }).from(table).where(ofThese)))
  }
  return Map.groupBy(made, ({ message }) => message)
}
