import { and, eq, inArray } from 'drizzle-orm'
import { awaitedBy } from '../awaited/awaited.ts'
import type { ShownAcknowledgement } from '../shown.ts'
import type { Reading } from '../store/store.ts'

/** Who has confirmed and who has not, by message. */
export async function acknowledgementsOf(
  r: Reading,
  messages: string[],
): Promise<Map<string, ShownAcknowledgement>> {
  if (messages.length === 0) return new Map()
  const { company, db, t } = r
  const rows = await db
    .select()
    .from(t.acknowledgement)
    .where(and(eq(t.acknowledgement.company, company), inArray(t.acknowledgement.message, messages)))
  const asked = await awaitedBy(
    r,
    'confirmation',
    rows.map(({ message }) => message),
  )
  return new Map(
    rows.map(({ message, by, at, remindedAt }) => [
      message,
      {
        by,
        at: at.toISOString(),
        people: (asked.get(message) ?? []).map(({ person, doneAt }) => ({
          person,
          ...(doneAt && { at: doneAt.toISOString() }),
        })),
        ...(remindedAt && { remindedAt: remindedAt.toISOString() }),
      },
    ]),
  )
}
