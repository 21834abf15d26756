/** Lines of the chat itself that repeat words of what goes: they stay without them, but those that are on hold themselves. */
import { and, eq, isNotNull, type SQL } from 'drizzle-orm'
import { holdsNow } from '../holds/held.ts'
import { cardOf } from '../retention/places.ts'
import type { Happened } from '../shown.ts'
import type { Writing } from '../store/store.ts'

/** @param blank the line without those words; undefined for one that does not have them */
export async function blankLines(
  w: Writing,
  which: SQL | undefined,
  blank: (line: Happened) => Happened | undefined,
) {
  const { company, db, t } = w
  const { message, thread } = t
  const lines = await db
    .select({
      ...{ id: message.id, happened: message.happened, person: message.author, at: message.at },
      ...{ thread: thread.id, record: thread.record, client: t.card.client },
    })
    .from(message)
    .innerJoin(thread, and(eq(thread.company, company), eq(thread.id, message.thread)))
    .leftJoin(t.card, cardOf(t))
    .where(and(eq(message.company, company), isNotNull(message.happened), which))
  const holds = await holdsNow(w)
  for (const { id, happened, ...covered } of lines) {
    const without = happened && blank(happened)
    if (!without || holds.of(covered).length > 0) continue
    await db
      .update(message)
      .set({ happened: without })
      .where(and(eq(message.company, company), eq(message.id, id)))
  }
}
