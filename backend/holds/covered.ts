/** How much a hold covers that is still there; nothing when it is over. */
import { and, count, eq, gte, inArray, isNull, lt, or, sum } from 'drizzle-orm'
import type { ShownHold } from '../shown.ts'
import type { Reading } from '../store/store.ts'
import type { HoldRow } from './held.ts'

export async function coveredBy(r: Reading, hold: HoldRow | undefined): Promise<ShownHold['covers']> {
  if (!hold) return { files: 0, bytes: 0, messages: 0 }
  const { company, db, t } = r
  const { file, message } = t
  const [files] = await db
    .select({ files: count(), bytes: sum(file.size) })
    .from(file)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, file.thread)))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .where(and(eq(file.company, company), isNull(file.erasedAt), fits(r, hold, file)))
  const [messages] = await db
    .select({ count: count() })
    .from(message)
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, message.thread)))
    .leftJoin(t.card, and(eq(t.card.company, company), eq(t.card.record, t.thread.record)))
    .where(and(eq(message.company, company), isNull(message.erasedAt), fits(r, hold, message)))
  return {
    files: Number(files?.files ?? 0),
    bytes: Number(files?.bytes ?? 0),
    messages: Number(messages?.count ?? 0),
  }
}

/** The same as `holdsNow` asks of one thing, of many. */
function fits({ t }: Reading, hold: HoldRow, made: Reading['t']['file'] | Reading['t']['message']) {
  const { record, client, records, thread, person, since, until } = hold
  const ofIts = inArray(t.thread.record, [...(records ?? []), ...(record === null ? [] : [record])])
  return and(
    record === null ? undefined : ofIts,
    client === null ? undefined : or(eq(t.card.client, client), ofIts),
    thread === null ? undefined : eq(t.thread.id, thread),
    person === null ? undefined : eq(made.author, person),
    since === null ? undefined : gte(made.at, since),
    until === null ? undefined : lt(made.at, until),
  )
}
