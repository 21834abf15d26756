/** What the host has instead of us, by its ids. */
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Reading } from '../store/store.ts'
import type { RelayedRow } from './going.ts'

/** Of these messages, those the host has something of; of each the newest wording first. */
export async function entriesOf(
  { company, db, t }: Reading,
  messages: string[],
): Promise<Map<string, RelayedRow[]>> {
  if (messages.length === 0) return new Map()
  const { relayed } = t
  const rows = await db
    .select()
    .from(relayed)
    .where(and(eq(relayed.company, company), inArray(relayed.message, messages), isNotNull(relayed.entry)))
  return Map.groupBy(
    rows.sort((one, other) => other.number - one.number),
    ({ message }) => message,
  )
}

/** Texts of the company that the host alone has. */
export async function countElsewhere({ company, db, t: { relayed } }: Reading): Promise<number> {
  return Number(await db.$count(relayed, and(eq(relayed.company, company), isNotNull(relayed.at))))
}
