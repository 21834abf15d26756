/** A message's author has changed or taken back what the host alone has. */
import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { holdsNow } from '../holds/held.ts'
import type { Reading, Writing } from '../store/store.ts'
import { isText } from './going.ts'
import { takeBack, takeTextsBack } from './let-go.ts'

interface Said {
  id: string
  thread: string
  author: string
  at: Date
}

/** He has deleted it: the host is to let go of it too, unless it is on hold. */
export async function withdrawTexts(w: Writing, { record }: { record: string }, message: Said) {
  const { company, db, t } = w
  const known = and(eq(t.relayed.company, company), eq(t.relayed.message, message.id))
  if (Number(await db.$count(t.relayed, known)) === 0) return
  if (await isHeld(w, record, message)) return
  await takeTextsBack(w, [message.id])
}

/** He has said it differently where texts are kept here again: what the host has is no longer what he says. */
export async function takeEarlierBack(w: Writing, messages: string[]) {
  if (messages.length === 0) return
  const { company, db, t } = w
  const rows = await db
    .select({ row: t.relayed, message: t.message, record: t.thread.record })
    .from(t.relayed)
    .innerJoin(t.message, and(eq(t.message.company, company), eq(t.message.id, t.relayed.message)))
    .innerJoin(t.thread, and(eq(t.thread.company, company), eq(t.thread.id, t.message.thread)))
    .where(
      and(
        ...[eq(t.relayed.company, company), inArray(t.relayed.message, messages)],
        isNotNull(t.relayed.entry),
      ),
    )
  for (const { row, message, record } of rows) {
    if (message.elsewhereAt || isText(row, message.text) || (await isHeld(w, record, message))) continue
    await takeBack(w, row)
  }
}

async function isHeld(r: Reading, record: string, { thread, author: person, at }: Said): Promise<boolean> {
  const { company, db, t } = r
  const [card] = await db
    .select({ client: t.card.client })
    .from(t.card)
    .where(and(eq(t.card.company, company), eq(t.card.record, record)))
  const covered = { record, client: card?.client ?? null, thread, person, at }
  return (await holdsNow(r)).of(covered).length > 0
}
